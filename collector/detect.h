/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_DETECT_H
#define COLLECTOR_DETECT_H

#include "collector/kind.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * What a session does, told from what it did on its terminal. Pure: no clock, no I/O. Evidence in
 * the order of its weight: what the session declares, that its cursor is hidden, how often it
 * paints, that it paints nothing.
 * In line mode a wait for stdin takes the place of all three.
 */
#define DETECT_NEVER UINT64_MAX

struct detect_config {
	uint64_t threshold_ns; /* how long evidence of rest must hold */
};

/* Where the process stands in job control, from /proc/PID/stat. */
struct standing {
	bool foreground; /* its group is the foreground group of its terminal */
	bool stopped;
};

struct detect {
	enum session_state state;
	enum session_reason reason;
	struct kind kind;     /* of the wait */
	uint64_t since_ns;    /* of the state */
	uint64_t deadline_ns; /* look again then, though nothing woke us; or DETECT_NEVER */
	bool listens;         /* and when it has been silent for long enough */
	bool writes;          /* but not while it still writes, as it did at the step */

	/* Of detect alone. */
	uint64_t anchor_ns; /* silence before it is no evidence: start, or back in front */
	uint64_t rested_ns; /* its last frame before it was first silent; 0: its start-up goes on */
	uint64_t stopped_ns; /* when it last came to rest */
	uint64_t hidden_ns; /* cursor_ns when its cursor was last seen hidden, asking nothing yet */
	uint64_t raw_ns;    /* since when the terminal is raw; 0: it is not */
	uint64_t overruled_ns; /* declared_ns of the declaration that cadence overruled */
	uint64_t line_ns;      /* since when in line mode; 0: not */
	bool front;            /* stood in the foreground at the last step */
	bool stopped;
	bool used; /* it was given something to do: what follows are turns */
	bool turn; /* it worked since its last wait */
	bool slow; /* it paints slowly at work */
	bool raw;  /* so was the terminal for all of that */
	struct beat beat;
};

/* SCANNED: it was found running. NOW_NS is when it began to be watched. */
void detect_init(struct detect *d, bool scanned, uint64_t now_ns);

/*
 * Judges T, a copy of the facts, at NOW_NS, and sets the deadline. True when state or kind changed,
 * or the kind became known; a reason alone does not. Facts may be a little newer than NOW_NS.
 */
bool detect_step(struct detect *d, const struct detect_config *config, const struct terminal *t,
	struct standing standing, uint64_t now_ns);

/*
 * When to look again though nothing woke us; or DETECT_NEVER. What T tells that came after the step
 * puts it off: of those that paint nobody has to look at each.
 */
uint64_t detect_deadline(
	const struct detect *d, const struct detect_config *config, const struct terminal *t);

/*
 * Asks the kernel, through T itself, to wake us when a fact may change the verdict. What came
 * between the copy and this call may not wake: compare again by terminal_changed.
 */
void detect_arm(const struct detect *d, const struct detect_config *config, struct terminal *t);

#endif
