/* SPDX-License-Identifier: MIT */
#ifndef AGENT_PLACE_BIRTH_H
#define AGENT_PLACE_BIRTH_H

#include "agent/place/binding.h"

#include <glib.h>

/*
 * Which of the windows that a process has just opened shows which of the shells that it has started
 * about then. A shell may also be that of a new tab, a window may have been given a shell that ran
 * already, and either may be late: what fits in one way only is evidence. Pure.
 */

/* All that could be a window's shell has been started so long after it was reported. */
#define BIRTH_AFTER_MS 1500
/* Nobody is later than that. */
#define BIRTH_DOUBT_MS 3000

struct birth {
	gint64 window;
	gint64 at; /* ms, when it was reported */
};

struct start {
	struct shell shell;
	gint64 at; /* ms, by the same clock */
};

enum birth_result {
	BIRTH_UNKNOWN,
	BIRTH_MATCHED, /* the first start is the first birth's, and so on */
	BIRTH_MOVED,   /* more windows than shells: some show what runs already */
};

/*
 * BIRTHS are in order; STARTS are put in order, and lose those that are nowhere near a birth.
 * LATE: this process starts a shell after its window only.
 */
enum birth_result birth_match(const GArray *births, GArray *starts, gboolean late);

#endif
