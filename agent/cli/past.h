/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_PAST_H
#define AGENT_CLI_PAST_H

#include "agent/history/tally.h"

/* What the history comes to, in rows for a terminal and as JSON. Pure; the callers free. */

/* What a session, an a{sv} as the bus shows it, has been at since it last changed; NULL for nothing
 * that is kept. NOW_MS is wall clock. */
struct stint *past_open(GVariant *session, gint64 now_ms);

/* Lines, ending with NULL, of struct tally; WIDTH as of a grid. */
char **past_lines(
	const GPtrArray *tallies, enum tally_by by, gboolean legend, int width, gint64 now_ms);

/* One array of objects, no newline, ASCII. */
char *past_json(const GPtrArray *tallies);

#endif
