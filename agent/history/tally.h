/* SPDX-License-Identifier: MIT */
#ifndef AGENT_HISTORY_TALLY_H
#define AGENT_HISTORY_TALLY_H

#include "agent/history/stint.h"

/* Stints of one session, or of one project, summed up. Pure. */
struct tally {
	char *session; /* NULL where it is a project's */
	char *agent;   /* NULL where it is a project's */
	char *project;
	guint turns;
	guint requests;
	gint64 worked_ms;
	gint64 waited_ms;
	gint64 first_ms; /* wall clock, of what is counted */
	gint64 last_ms;
	GArray *waits; /* gint64, ms */
};

void tally_free(struct tally *tally);

enum tally_by {
	TALLY_BY_SESSION, /* the one that was active last comes last */
	TALLY_BY_PROJECT, /* the one that waited longest comes first */
};

/* Of what STINTS, struct stint, were after SINCE_MS. The caller frees the tallies. */
GPtrArray *tally_make(const GPtrArray *stints, gint64 since_ms, enum tally_by by);

/* Half of its waits were no longer; 0 where there were none. */
gint64 tally_median_wait_ms(struct tally *tally);

#endif
