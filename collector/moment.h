/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_MOMENT_H
#define COLLECTOR_MOMENT_H

#include <stdint.h>

struct moment {
	uint64_t mono_ns; /* CLOCK_MONOTONIC: a suspended machine is not a quiet session */
	int64_t wall_ms;
	int64_t epoch_ms; /* when the machine was started, by the wall clock: jumps where that is set */
};

struct moment moment_now(void);

#endif
