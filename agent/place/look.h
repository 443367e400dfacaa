/* SPDX-License-Identifier: MIT */
#ifndef AGENT_PLACE_LOOK_H
#define AGENT_PLACE_LOOK_H

#include "agent/place/resolve.h"
#include "agent/tmux/servers.h"

#include <glib.h>

/* What resolve_place decides by, as this machine has it now. */

struct look;

/* SERVERS, not owned, is told of every process whose tmux server may have to be asked. CHANGED is
 * called when a session of screen, dtach or abduco was attached or detached. */
struct look *look_new(struct servers *servers, void (*changed)(gpointer data), gpointer data);
void look_free(struct look *look);

/* WINDOW has the focus now. */
void look_focus(struct look *look, gint64 window);

/* Begins anew: what it knows of processes is forgotten. */
struct resolve_facts look_begin(struct look *look);

/* The terminal called NAME, which PID lives in; DEVICE is whose it is, 0 for whoever can be seen. */
struct tty look_tty(pid_t pid, const char *name, guint64 device);

#endif
