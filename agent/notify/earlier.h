/* SPDX-License-Identifier: MIT */
#ifndef AGENT_NOTIFY_EARLIER_H
#define AGENT_NOTIFY_EARLIER_H

#include <gio/gio.h>

/*
 * What becomes of the notifications that an earlier agent has left on the screen. libnotify (0.8.1)
 * hears of those only that it has shown itself, so these are listened for on the bus.
 */

struct earlier;

struct earlier_events {
	void (*acted)(guint32 id, const char *action, gpointer data);
	void (*closed)(guint32 id, guint32 reason, gpointer data);
};

/* Tells of every notification of the server, in the calling thread's main context. */
struct earlier *earlier_new(
	GDBusConnection *bus, const struct earlier_events *events, gpointer data);
void earlier_free(struct earlier *earlier);

#endif
