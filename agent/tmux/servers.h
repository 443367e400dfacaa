/* SPDX-License-Identifier: MIT */
#ifndef AGENT_TMUX_SERVERS_H
#define AGENT_TMUX_SERVERS_H

#include "agent/proc/tty.h"

#include <glib.h>
#include <sys/types.h>

/* The tmux servers that sessions live in, and what they last said. None delays another. */

struct servers;

struct servers_events {
	/* After each answer, or where there was none after a while. */
	void (*answered)(gpointer data);
	/* One of them should be asked again. */
	void (*changed)(gpointer data);
};

struct servers *servers_new(const struct servers_events *events, gpointer data);
void servers_free(struct servers *servers);

/* Begins a new look: each server wanted from now on is asked once. */
void servers_begin(struct servers *servers);

/* Asks the server PID lives in, if any, and then those its clients live in. */
void servers_want(struct servers *servers, pid_t pid);

/* The same for PID in TTY: a pane of one that was asked already needs no look at its ancestors. */
void servers_want_tty(struct servers *servers, const struct tty *tty, pid_t pid);

/* No answer is awaited. */
gboolean servers_are_settled(const struct servers *servers);

/* Forgets those that the last look did not want. */
void servers_drop_unused(struct servers *servers);

/* Of struct tmux_server. */
GPtrArray *servers_list(const struct servers *servers);

#endif
