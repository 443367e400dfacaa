/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_MANAGED_H
#define AGENT_CLI_MANAGED_H

#include <gio/gio.h>

/* The sessions that an agent has on the bus, an object each, as its org.freedesktop.DBus.ObjectManager
 * tells of them. For one agent: the next one is asked anew. */

struct managed;

struct managed_events {
	void (*begun)(gpointer data); /* all follow, and then SETTLED */
	void (*session)(GVariant *session, gpointer data);
	void (*gone)(const char *id, gpointer data);
	void (*settled)(gpointer data);
	void (*missed)(gpointer data); /* it does not answer */
};

struct managed *managed_new(
	GDBusConnection *bus, const struct managed_events *events, gpointer data);
void managed_free(struct managed *managed);

#endif
