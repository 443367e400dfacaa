/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_TABLE_H
#define AGENT_CLI_TABLE_H

#include <glib.h>

/* Sessions in rows for a terminal. Pure; the callers free. */

struct table_style {
	int width;         /* columns there are; 0 for as many as it takes */
	gboolean coloured; /* by sequences of ECMA-48 */
	gboolean legend;   /* begins with the columns' titles */
};

/* Lines, ending with NULL, none wider than there is room for. ORDER of sessions, a{sv}; NOW_MS is
 * wall clock. */
char **table_lines(const GPtrArray *order, const struct table_style *style, gint64 now_ms);

#endif
