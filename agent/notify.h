/* SPDX-License-Identifier: MIT */
#ifndef AGENT_NOTIFY_H
#define AGENT_NOTIFY_H

#include "agent/text.h"

#include <gio/gio.h>

/*
 * Notifications: makes what is on the screen what is wanted, one for each session.
 *
 * By the bus itself and not by libnotify: its show and close wait for the server, up to 25 seconds
 * where that hangs, and it goes on using the ids of a server that has been restarted.
 */

struct notify;

struct notify_wanted {
	const char *id; /* of the session */
	guint serial;   /* another one is another notification */
	int timeout_ms; /* 0: as the server likes */
	struct text_facts text;
};

struct notify_events {
	/* The user has chosen to go to the session. */
	void (*chosen)(const char *id, gpointer data);
	/* It is gone from the screen, and not by us. */
	void (*closed)(const char *id, guint serial, gpointer data);
	/* Something could not be done yet and can be now: notify_apply should be called again. */
	void (*ready)(gpointer data);
};

struct notify *notify_new(const struct notify_events *events, gpointer data);

/* Leaves nothing on the screen. */
void notify_free(struct notify *notify);

/* The session bus to use, or NULL while there is none. */
void notify_set_bus(struct notify *notify, GDBusConnection *bus);

/* WANTED, of struct notify_wanted, is everything that is to be there. */
void notify_apply(struct notify *notify, const GPtrArray *wanted);

/* Says that the session chosen can't be gone to. */
void notify_failure(struct notify *notify, const char *why);

#endif
