/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CONFIG_TEXT_H
#define AGENT_CONFIG_TEXT_H

#include <glib.h>

/* The words of a notification. Pure. */

enum text_class {
	TEXT_FINISHED,
	TEXT_ATTENTION,
	TEXT_DIED,
	TEXT_WAITING, /* stopped, and nothing tells what for */
};

#define TEXT_CLASSES (TEXT_WAITING + 1)

/* What a template may hold. */
#define TEXT_PLACEHOLDERS "{agent} {project} {tmux} {place} {duration} {after} {background} {end}"

struct text_facts {
	enum text_class class;
	const char *name;    /* of the program: "claude" */
	const char *source;  /* "claude-code" */
	const char *project; /* "" where unknown */
	const char *where;   /* tmux target, "main:1.0"; NULL without tmux */
	gint64 worked_ms;    /* 0 where no work was seen */
	gboolean has_shell;  /* a command of its own goes on in the background */
	int exit_signal;     /* where it died */
	int exit_code;
};

/* "Claude Code" for "claude-code", NAME for a source that has no name of its own. */
const char *text_agent(const char *source, const char *name);

/* False where TEMPLATE has braces around something else. */
gboolean text_template_is_valid(const char *template);

/* What each placeholder stands for, a line each; the caller frees. */
char *text_placeholders(void);

/* TEMPLATE with its placeholders replaced, without lines that come out empty; the caller frees. */
char *text_fill(const char *template, const struct text_facts *facts);

/* The same for several sessions at once. FACTS of struct text_facts. */
char *text_summary(const GPtrArray *facts);
char *text_summary_body(const GPtrArray *facts);

/* One line of printable text, whatever somebody else has named so; the caller frees. What could
 * command a terminal, end the line or turn it around becomes U+FFFD. */
char *text_clean(const char *text);

/* "48 s", "3 min 20 s", "2 h 5 min". */
char *text_duration(gint64 ms);

#endif
