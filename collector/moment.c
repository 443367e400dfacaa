/* SPDX-License-Identifier: MIT */
#include "collector/moment.h"

#include <time.h>

static int64_t read_ns(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return now.tv_sec * 1000000000 + now.tv_nsec;
}

struct moment moment_now(void)
{
	int64_t wall_ns = read_ns(CLOCK_REALTIME);

	return (struct moment){
		.mono_ns = (uint64_t)read_ns(CLOCK_MONOTONIC),
		.wall_ms = wall_ns / 1000000,
		.epoch_ms = (wall_ns - read_ns(CLOCK_BOOTTIME)) / 1000000,
	};
}
