/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_AGENT_H
#define AGENT_CLI_AGENT_H

#include <gio/gio.h>

/* What the commands need to talk to the agent. They may wait; the agent may not. */

/* NULL after one line on standard error that says what to do. */
GDBusConnection *cli_agent_connect(void);

/* Takes its user to the window that shows it. NULL, or why it can't be; the caller frees. */
char *cli_agent_focus(GDBusConnection *bus, const char *id);

/* The session that needs its user most, "" for none, and where it is to GO, there it goes. NULL after
 * a line on standard error; the caller frees. */
char *cli_agent_next(GDBusConnection *bus, gboolean go);

/* All that the agent knows of a session, an a{sv}; NULL where it says nothing. */
GVariant *cli_agent_explain(GDBusConnection *bus, const char *id);

/* Has it do METHOD with PARAMETERS, which are taken. The code to exit with, after a line on standard
 * error where it fails. */
int cli_agent_tell(const char *method, GVariant *parameters);

/* What the agent says of itself; NULL where it says nothing. */
GVariant *cli_agent_property(GDBusConnection *bus, const char *name);

/* Whether the agent says that it has lost the collector. */
gboolean cli_agent_is_stale(GDBusConnection *bus);

#endif
