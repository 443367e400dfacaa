/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_DOCTOR_H
#define AGENT_CLI_DOCTOR_H

#include "agent/cli/report.h"

#include <gio/gio.h>

/* What "doctor" looks at, in parts. Each may wait for who answers, for a while. */

/* Kernel, BTF, the collector and its socket, the probe. */
void doctor_machine(struct report *report, const char *socket);

/* Session bus, the agent, notification server, Sway, tmux. BUS may be NULL. */
void doctor_desktop(struct report *report, GDBusConnection *bus);

/* The sessions there are, of a{sv}, and what is not taken for one. */
void doctor_sessions(struct report *report, const GPtrArray *sessions);

#endif
