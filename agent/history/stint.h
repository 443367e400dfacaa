/* SPDX-License-Identifier: MIT */
#ifndef AGENT_HISTORY_STINT_H
#define AGENT_HISTORY_STINT_H

#include <glib.h>

/* A stretch in which a session did one thing, as a line of the history. Pure. */

enum stint_phase {
	STINT_NONE, /* neither; never a line */
	STINT_WORKING,
	STINT_WAITING, /* until its user answered, or looked where nothing was asked */
	_STINT_PHASE_MAX,
};

struct stint {
	enum stint_phase phase;
	gboolean turn;   /* a wait: there was work before it, */
	gboolean asked;  /* and it was for an approval or an answer */
	gint64 began_ms; /* wall clock */
	gint64 length_ms;
	char *session; /* its id */
	char *agent;
	char *project;
};

void stint_free(struct stint *stint);

/* One JSON object, no newline; the caller frees. */
char *stint_print(const struct stint *stint);

/* NULL where LINE is no such object. The caller frees. */
struct stint *stint_parse(const char *line);

/* Adds those of TEXT, a line each, to RET; what is none is passed over. */
void stint_parse_lines(const char *text, GPtrArray *ret);

#endif
