/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_REPORT_H
#define AGENT_CLI_REPORT_H

#include <glib.h>

/* What was looked at, how it is, and what to do about it. Pure. */

enum verdict {
	VERDICT_OK,
	VERDICT_WARN,
	VERDICT_FAIL,
	_VERDICT_MAX,
};

struct report;

struct report *report_new(void);
void report_free(struct report *report);

/* NAME is a word; ADVICE, NULL where there is nothing to do. Texts may hold what others wrote. */
void report_add(struct report *report, enum verdict verdict, const char *name, const char *advice,
	const char *format, ...) G_GNUC_PRINTF(5, 6);

/* The worst of all. */
enum verdict report_verdict(const struct report *report);

/* Lines for people, of at most WIDTH columns of a terminal, 0 for one of each text; the callers
 * free. */
char *report_text(const struct report *report, gboolean coloured, int width);

/* An array of objects. */
char *report_json(const struct report *report);

#endif
