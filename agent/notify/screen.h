/* SPDX-License-Identifier: MIT */
#ifndef AGENT_NOTIFY_SCREEN_H
#define AGENT_NOTIFY_SCREEN_H

#include <gio/gio.h>

/*
 * Makes what is on the screen what is wanted, by libnotify. Its calls wait for the server, up to 25
 * seconds for a silent one, so this lives in a thread and a main context of its own; so do its
 * events.
 */

struct screen;

struct screen_events {
	/* The user has chosen ACTION. */
	void (*chosen)(const char *key, const char *action, gpointer data);
	/* It is gone from the screen, and not by us. */
	void (*closed)(const char *key, guint serial, gpointer data);
};

struct screen *screen_new(const struct screen_events *events, gpointer data);

/* Leaves nothing on the screen. */
void screen_free(struct screen *screen);

/* NULL while there is none. */
void screen_set_bus(struct screen *screen, GDBusConnection *bus);

/* WANTED, of struct notify_wanted, is everything that is to be there, now and later. */
void screen_apply(struct screen *screen, GPtrArray *wanted);

/* Shows a message for a moment, as soon as there is a server. */
void screen_say(struct screen *screen, const char *title, const char *body);

#endif
