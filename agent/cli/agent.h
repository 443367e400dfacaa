/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_AGENT_H
#define AGENT_CLI_AGENT_H

#include <gio/gio.h>

/* What the commands need to talk to the agent. They may wait; the agent may not. */

/* NULL after one line on standard error that says what to do. */
GDBusConnection *cli_agent_connect(void);

/* An aa{sv}, or NULL after such a line. */
GVariant *cli_agent_sessions(GDBusConnection *bus);

/* Says on standard error if the agent has lost the collector. */
void cli_agent_warn_stale(GDBusConnection *bus);

#endif
