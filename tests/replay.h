/* SPDX-License-Identifier: MIT */
#ifndef TESTS_REPLAY_H
#define TESTS_REPLAY_H

#include "play.h"
#include "trace.h"

#define REPLAY_BEGIN_NS (1000000 * TERMINAL_MS) /* of every trace */

struct replay_config {
	uint64_t threshold_ns;
	uint64_t grid_ns;
	uint64_t phase_ns; /* of the timer's grid */
	bool osc, cursor;
};

/* Plays a trace; REPORT is called at each transition, with play's now_ns. Returns the steps. */
unsigned replay(const struct trace *t, const struct replay_config *config,
	void (*report)(const struct play *p, void *data), void *data);

#endif
