/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_AGE_H
#define AGENT_CLI_AGE_H

#include <glib.h>

/* Lengths of time as a table has room for, and as an option gives them. Pure. */

/* "48 s", "12 min", "3 h", "5 d"; the caller frees. */
char *age_text(gint64 ms);

/* How long that stays so. */
gint64 age_lasts_ms(gint64 ms);

/* From "90", "90s", "10m", "2h", "1d", as of timeout(1) and sleep(1). FALSE for anything else. */
gboolean age_parse(const char *text, gint64 *ret_ms);

#endif
