/* SPDX-License-Identifier: MIT */
#ifndef AGENT_PLACE_RESOLVE_H
#define AGENT_PLACE_RESOLVE_H

#include "agent/place/place.h"
#include "agent/proc/proc.h"
#include "agent/proc/tty.h"
#include "agent/sway/tree.h"

#include <glib.h>
#include <sys/types.h>

/*
 * Which window shows a session. The terminal is the key: from the session's terminal outward, be it
 * a tmux pane, or another terminal that some program shows it in, to the program that owns a window.
 * Pure.
 */

struct viewers {
	GArray *pids;   /* of pid_t */
	gboolean whole; /* they show this terminal, and not one of several */
};

struct resolve_facts {
	const struct sway_tree *tree; /* NULL without Sway */
	GPtrArray *servers;           /* of struct tmux_server */
	const struct binding *binding;
	const char *const *terminals; /* programs or app_ids, NULL for any */
	const GArray *focused;        /* gint64, windows in the order they had the focus; or NULL */
	gboolean (*process)(pid_t pid, struct proc_stat *ret, gpointer data);
	/* As tty_instance. */
	guint64 (*instance)(const struct proc_stat *process, gpointer data);
	/* As tty_is_raw. */
	gboolean (*is_raw)(const struct proc_stat *process, gpointer data);
	/* The number of the session that tmux started PID for; -1 for none. */
	int (*tmux_session)(pid_t pid, gpointer data);
	/*
	 * Who shows terminal TTY, the other side of which HOLDER has: a program without a terminal
	 * of its own. FALSE where HOLDER is none of those that may be attached and detached.
	 */
	gboolean (*viewers)(const struct tty *tty, const struct proc_stat *holder,
		struct viewers *viewers, gpointer data);
	gpointer data;
};

/* Never NULL. */
struct place *resolve_place(const struct resolve_facts *facts, pid_t pid, const struct tty *tty);

#endif
