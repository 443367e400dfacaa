/* SPDX-License-Identifier: MIT */
#ifndef AGENT_TEXT_H
#define AGENT_TEXT_H

#include <glib.h>

/* The words of a notification. Pure. */

enum text_class {
	TEXT_FINISHED,
	TEXT_ATTENTION,
	TEXT_DIED,
};

struct text_facts {
	enum text_class class;
	const char *name;    /* of the program: "claude" */
	const char *source;  /* "claude-code" */
	const char *project; /* "" where unknown */
	const char *where;   /* tmux target, "main:1.0"; NULL without tmux */
	gint64 worked_ms;
	int exit_signal; /* where it died */
	int exit_code;
};

/* "Claude Code" for "claude-code", NAME for a source that has no name of its own. */
const char *text_agent(const char *source, const char *name);

/* The caller frees. With MARKUP the body is safe for a server that renders it. */
char *text_summary(const struct text_facts *facts);
char *text_body(const struct text_facts *facts, gboolean markup);

/* "48 s", "3 min 20 s", "2 h 5 min". */
char *text_duration(gint64 ms);

#endif
