/* SPDX-License-Identifier: MIT */
#ifndef STAND_IN_RECORDING_H
#define STAND_IN_RECORDING_H

#include "stage.h"

#include <stdbool.h>

/* A stretch of a recorded terminal (tests/trace.h), played again in real time. */
struct recording {
	const char *path;
	double from_ms;
	double to_ms; /* 0: to the end */
	double speed;
	bool no_osc;   /* leave out what the agent declared */
	int64_t start; /* clock_ns of from_ms, so that two processes can play one recording */
};

/* Paints the output and keeps the record of truth. 0, or -errno for what is no recording. */
int recording_play(const struct recording *r, struct stage *s);

/* Types the input into a terminal's other side, FD, until the recording or the child at the
 * terminal (DRAIN returns false) ends. 0 or -errno. */
int recording_type(
	const struct recording *r, int fd, bool (*drain)(void *data, int64_t deadline), void *data);

#endif
