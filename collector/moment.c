/* SPDX-License-Identifier: MIT */
#include "collector/moment.h"

#include <time.h>

struct moment moment_now(void)
{
	struct timespec mono, wall;

	clock_gettime(CLOCK_MONOTONIC, &mono);
	clock_gettime(CLOCK_REALTIME, &wall);
	return (struct moment){
		.mono_ns = (uint64_t)mono.tv_sec * 1000000000 + (uint64_t)mono.tv_nsec,
		.wall_ms = wall.tv_sec * 1000 + wall.tv_nsec / 1000000,
	};
}
