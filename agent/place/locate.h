/* SPDX-License-Identifier: MIT */
#ifndef AGENT_PLACE_LOCATE_H
#define AGENT_PLACE_LOCATE_H

#include "agent/place/resolve.h"
#include "agent/sway/sway.h"

#include <glib.h>
#include <sys/types.h>

/*
 * Keeps the place of every session: asks Sway and the tmux servers concerned whenever something
 * has happened that may have moved one, and never otherwise. No answer delays another.
 */

struct locate;

struct locate_events {
	void (*place)(const char *id, const struct place *place, gpointer data);
	void (*focus)(gint64 window, gpointer data); /* 0 for none */
	/* Its title or workspace is another. */
	void (*renamed)(gint64 window, gpointer data);
	/* Everybody has answered, and nothing has happened since they were asked. */
	void (*settled)(gpointer data);
};

struct locate *locate_new(const struct locate_events *events, gpointer data);
void locate_free(struct locate *locate);

/* Only these programs, or windows of these app_ids, are where sessions are shown; NULL for whoever
 * owns a window. */
void locate_set_terminals(struct locate *locate, const char *const *names);

/* A session lives, ends. A place stays known until it is forgotten. DEVICE is that of the devpts of
 * its terminal, 0 where the collector does not tell. */
void locate_add(struct locate *locate, const char *id, pid_t pid, const char *tty, guint64 device);
void locate_end(struct locate *locate, const char *id);
void locate_forget(struct locate *locate, const char *id);

/* Look again, in DELAY_MS at the latest. */
void locate_request(struct locate *locate, guint delay_ms);

/* The user has touched the terminal of a session. */
void locate_input(struct locate *locate, const char *id);

/* NULL where not known (yet). */
const struct place *locate_find(const struct locate *locate, const char *id);
const struct sway_window *locate_window(const struct locate *locate, gint64 window);

struct sway *locate_sway(const struct locate *locate);

#endif
