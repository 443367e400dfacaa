/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_OFFER_H
#define AGENT_CLI_OFFER_H

#include <glib.h>

/* Sessions as lines that a menu shows and gives one back of. Pure. */

/* A line for each of ORDER, no two of them alike, ending with NULL; the caller frees. */
char **offer_lines(const GPtrArray *order, const char *format, gint64 now_ms);

/* The one that a menu's ANSWER means, -1 for none. */
int offer_find(char *const *lines, const char *answer);

#endif
