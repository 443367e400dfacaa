/* SPDX-License-Identifier: MIT */
#ifndef AGENT_TMUX_WATCH_H
#define AGENT_TMUX_WATCH_H

#include <glib.h>

/*
 * Tells when a tmux server may show something else somewhere else: its user went to another pane
 * or window, moved one, detached, or attached.
 *
 * By a client in control mode that waits and is attached to no session, so that it changes nothing
 * its user sees, and by the mode of the socket, which tmux changes with the first client that
 * attaches and the last that detaches. Not told: a further client attaching, or one that goes to
 * another session.
 */
struct tmux_watch;

struct tmux_watch *tmux_watch_new(
	const char *socket, void (*changed)(gpointer data), gpointer data);
void tmux_watch_free(struct tmux_watch *watch);

/* The server still tells. It doesn't where it has ended, or its user has ended our client. */
gboolean tmux_watch_is_up(const struct tmux_watch *watch);

#endif
