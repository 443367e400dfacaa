/* SPDX-License-Identifier: MIT */
#ifndef TESTS_TRACE_H
#define TESTS_TRACE_H

#include "bpf/cursor.h"
#include "bpf/osc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A recording of one agent's terminal; tests/traces holds some. */
enum trace_kind {
	TRACE_OUT,
	TRACE_OSC,
	TRACE_CURSOR,
	TRACE_IN,
	TRACE_TRUTH,
};

enum trace_phase {
	TRACE_UNKNOWN,
	TRACE_STARTING,
	TRACE_WORKING,
	TRACE_WAITING,
	TRACE_STOPPED,
	TRACE_EXITED,
};

struct trace_event {
	uint64_t at_ns;
	enum trace_kind kind;
	uint32_t tid;
	uint32_t bytes;
	struct osc osc;
	enum terminal_cursor cursor;
	enum trace_phase phase;
	bool asks; /* a phase of waiting: an approval or a question */
};

struct trace {
	uint32_t dialect; /* enum dialect */
	struct trace_event *events;
	size_t count;
};

/* What a busier machine, another run or a lossy recording would change. */
struct trace_noise {
	uint64_t seed;
	double scale;         /* of all times; 0: none */
	uint64_t jitter_ns;   /* each event moves by up to this, either way */
	uint64_t echo_ns;     /* output within 100 ms after input comes this much later */
	unsigned drop_frames; /* per cent */
	uint64_t clock_ns;    /* adds a clock of that period to the prompt; 0: none */
};

/* The words of a recording; NULL for a state that is none (enum osc_state). Static storage. */
const char *trace_phase_name(enum trace_phase phase);
const char *trace_state_name(uint32_t state);

/* 0, or -errno: -EBADMSG where the file is no trace. */
int trace_load(const char *path, struct trace *ret);
void trace_finish(struct trace *t);

void trace_disturb(struct trace *t, const struct trace_noise *noise);

#endif
