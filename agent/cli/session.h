/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_SESSION_H
#define AGENT_CLI_SESSION_H

#include <glib.h>

/* One session, an a{sv} as the agent's bus object gives it, in words. Pure; the callers free.
 * Whatever the agent says of it, only JSON holds anything but printable text. */

enum cli_column {
	CLI_STATE,
	CLI_AGE,
	CLI_AGENT,
	CLI_PROJECT,
	CLI_WHERE,
	_CLI_COLUMN_MAX,
};

const char *cli_column_title(enum cli_column column);

/* NOW_MS is wall clock. */
char *cli_column_text(GVariant *session, enum cli_column column, gint64 now_ms);

/* The one word that --state, --until and {{state}} have: attention, finished, input, waiting,
 * working, stopped, unknown, exited. */
const char *cli_session_word(GVariant *session);

/* What a format calls NAME; NULL where nothing is called so. */
char *cli_session_field(GVariant *session, const char *name, gint64 now_ms);

/* "agent", "project" ...; ends with NULL. */
const char *const *cli_session_fields(void);

/* One JSON object, no newline, ASCII. */
char *cli_session_json(GVariant *session);

/* The same for one that is gone. */
char *cli_session_end_json(const char *id);

#endif
