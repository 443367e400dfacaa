/* SPDX-License-Identifier: MIT */
#ifndef AGENT_NOTIFY_SERVER_H
#define AGENT_NOTIFY_SERVER_H

#include <gio/gio.h>

/* The notification server: whether there is one, and what it can do. libnotify lives as long. */

struct server;

struct server_events {
	/* It may be there, or be there again. */
	void (*there)(gpointer data);
	/* With all that it showed. */
	void (*gone)(gpointer data);
};

struct server *server_new(GDBusConnection *bus, const struct server_events *events, gpointer data);
void server_free(struct server *server);

/* Waits for its answer where it has to be asked. FALSE: there is none, or a silent one. */
gboolean server_is_ready(struct server *server);

/* It has not answered: to be left alone for a while. */
void server_set_silent(struct server *server);

/* Its unique name on the bus, NULL while it has none. */
const char *server_owner(const struct server *server);

/* Bodies are markup. */
gboolean server_reads_markup(const struct server *server);

#endif
