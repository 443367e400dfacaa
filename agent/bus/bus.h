/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BUS_BUS_H
#define AGENT_BUS_BUS_H

#include <gio/gio.h>

/* The session bus: our name and object on it, what the command line talks to. */

struct bus;

struct bus_events {
	void (*up)(GDBusConnection *connection, gpointer data);
	void (*down)(gpointer data);
	/* Somebody else has our name: another agent runs. */
	void (*taken)(gpointer data);
	/* WINDOW is a candidate that its user has chosen, or 0. Answer with bus_reply, later or at
	 * once. */
	void (*focus)(const char *id, gint64 window, GDBusMethodInvocation *call, gpointer data);
};

struct bus *bus_new(const struct bus_events *events, gpointer data);
void bus_free(struct bus *bus);

/* SESSIONS is an aa{sv}, each with its "id"; floating is fine. What differs is signalled. */
void bus_publish(struct bus *bus, GVariant *sessions, gboolean connected);

/* ERROR is NULL where the call succeeded. */
void bus_reply(GDBusMethodInvocation *call, const char *error);

#endif
