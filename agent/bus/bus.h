/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BUS_BUS_H
#define AGENT_BUS_BUS_H

#include "agent/bus/requests.h"

#include <gio/gio.h>

/* The session bus: our names and objects on it, what the command line talks to. */

struct bus;

struct bus_events {
	void (*up)(GDBusConnection *connection, gpointer data);
	void (*down)(gpointer data);
	/* Somebody else has our name: another agent runs. */
	void (*taken)(gpointer data);
};

/* REQUESTS has to outlive it, and to be whole before anything is asked. */
struct bus *bus_new(
	const struct bus_events *events, gpointer data, const struct requests *requests);
void bus_free(struct bus *bus);

/* What differs is signalled. CONNECTED is the agent, to the collector. */
void bus_publish(struct bus *bus, gboolean connected);

#endif
