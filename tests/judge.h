/* SPDX-License-Identifier: MIT */
#ifndef TESTS_JUDGE_H
#define TESTS_JUDGE_H

#include "proto/session.h"
#include "trace.h"

#include <stdbool.h>

/*
 * Compares what the detector reported with what was true. Phases of one kind that follow each
 * other are one; what is unknown, starting or stopped is not judged, nor the last wait before the
 * exit: there the user has told the agent to leave, and what it does then is no wait.
 */
#define JUDGE_MANY 16384

struct judge_report {
	uint64_t at_ns;
	enum session_state state;
	enum session_reason reason;
	enum session_kind kind;
	bool kind_known;
};

/* What the stops of one sort, dialogs or ends, were said to be for. */
struct judge_kinds {
	size_t count;
	size_t first;   /* right when first told */
	size_t last;    /* right in the end */
	size_t untold;  /* nothing tells; or not told at all */
	size_t wrong;   /* a dialog "finished", an end "attention", whenever */
	size_t changes; /* told, and told otherwise later */
};

struct judge_delays {
	double ms[JUDGE_MANY];
	size_t count;
	size_t late; /* beyond what is wanted */
};

struct judge {
	struct judge_delays declared, other; /* ends of work, by the evidence */
	struct judge_delays begins;
	size_t early;         /* waiting reported while it worked */
	size_t false_working; /* the reverse */
	struct judge_kinds dialogs, finishes;
	struct judge_delays asked; /* from the dialog to attention */

	/* Of the caller. */
	uint64_t threshold_ns;
	const char *loud; /* print each fault after this name; NULL: do not */
};

void judge_trace(
	struct judge *j, const struct trace *t, const struct judge_report *reports, size_t count);
void judge_merge(struct judge *to, const struct judge *from);

/* The delay that PART of them do not exceed. Sorts. */
double judge_share(struct judge_delays *d, double part);

#endif
