/* SPDX-License-Identifier: MIT */
#ifndef AGENT_SWAY_SWAY_H
#define AGENT_SWAY_SWAY_H

#include "agent/sway/tree.h"

#include <glib.h>

/* Sway's IPC socket: a connection that is there whenever Sway is. */

struct sway;

struct sway_events {
	void (*up)(gpointer data);
	void (*down)(gpointer data);
	void (*window)(const struct sway_event *event, gpointer data); /* workspaces too */
};

struct sway *sway_new(const struct sway_events *events, gpointer data);
void sway_free(struct sway *sway);

/* A word for this very Sway, while it is up, that no other one has; NULL where none is known. The
 * caller frees. */
char *sway_identity(const struct sway *sway);

/* TREE is NULL where Sway is gone or says nonsense; else the callee owns it. */
typedef void (*sway_tree_done)(struct sway_tree *tree, gpointer data);
void sway_get_tree(struct sway *sway, sway_tree_done done, gpointer data);

/* ERROR is NULL where each command succeeded. */
typedef void (*sway_command_done)(const char *error, gpointer data);
void sway_command(struct sway *sway, const char *command, sway_command_done done, gpointer data);

#endif
