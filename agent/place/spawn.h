/* SPDX-License-Identifier: MIT */
#ifndef AGENT_PLACE_SPAWN_H
#define AGENT_PLACE_SPAWN_H

#include "agent/place/binding.h"

#include <glib.h>

/*
 * Terminal programs with several windows start a shell for each new one, at nearly the same moment:
 * foot and alacritty just before Sway reports the window, kitty just after.
 */
struct spawn;

/* LEARNED is called when BINDING has gained or lost something. */
struct spawn *spawn_new(struct binding *binding, void (*learned)(gpointer data), gpointer data);
void spawn_free(struct spawn *spawn);

/* Sway has reported WINDOW of PID as new. */
void spawn_window(struct spawn *spawn, pid_t pid, gint64 window);

/* Forgets windows that are gone. */
void spawn_prune(struct spawn *spawn, const struct sway_tree *tree);

#endif
