/* SPDX-License-Identifier: MIT */
#ifndef AGENT_NOTIFY_NOTIFY_H
#define AGENT_NOTIFY_NOTIFY_H

#include "agent/config/config.h"

#include <gio/gio.h>

/*
 * Notifications: what is wanted goes to a thread that makes it so, see screen.h; what happens to
 * them comes back to the main context. Nothing here waits for a server.
 */

struct notify;

struct notify_wanted {
	char *key;    /* what it tells of: a session's id */
	guint serial; /* another one is another notification of that */
	char *title;
	char *body; /* plain text */
	char *icon; /* the source of the agent it is for, "" for any */
	const char *category;
	enum config_urgency urgency;
	char *sound;       /* as in the configuration */
	guint timeout_ms;  /* 0: as the server likes */
	char **actions;    /* pairs of key and label */
	gboolean resident; /* stays when one is chosen */
};

void notify_wanted_free(struct notify_wanted *wanted);

struct notify_events {
	/* The user has chosen ACTION. */
	void (*chosen)(const char *key, const char *action, gpointer data);
	/* It is gone from the screen, and not by us. */
	void (*closed)(const char *key, guint serial, gpointer data);
};

struct notify *notify_new(const struct notify_events *events, gpointer data);

/* Leaves nothing on the screen, but where its server is silent. */
void notify_free(struct notify *notify);

/* The session bus to use, or NULL while there is none. */
void notify_set_bus(struct notify *notify, GDBusConnection *bus);

/* WANTED, of struct notify_wanted, is everything that is to be there; it stays as it is from now on. */
void notify_apply(struct notify *notify, GPtrArray *wanted);

/* Shows a message for a moment, as soon as there is a server. */
void notify_say(struct notify *notify, const char *title, const char *body);

#endif
