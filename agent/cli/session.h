/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_SESSION_H
#define AGENT_CLI_SESSION_H

#include <glib.h>

/* One session, an a{sv} as the agent's bus object gives it, in words. Pure; the callers free. */

enum cli_column {
	CLI_AGENT,
	CLI_PROJECT,
	CLI_STATE,
	CLI_SINCE,
	CLI_WINDOW,
	_CLI_COLUMN_MAX,
};

const char *cli_column_title(enum cli_column column);

/* Printable whatever the agent says. NOW_MS is wall clock. */
char *cli_column_text(GVariant *session, enum cli_column column, gint64 now_ms);

/* One JSON object, no newline. */
char *cli_session_json(GVariant *session);

/* The same for one that is gone. */
char *cli_session_end_json(const char *id);

#endif
