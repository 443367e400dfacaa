/* SPDX-License-Identifier: MIT */
#ifndef AGENT_PLACE_RESOLVE_H
#define AGENT_PLACE_RESOLVE_H

#include "agent/place/binding.h"
#include "agent/proc/proc.h"
#include "agent/sway/tree.h"
#include "agent/tmux/list.h"

#include <glib.h>
#include <sys/types.h>

/*
 * Which window shows a session. The terminal is the key: from the session's terminal outward
 * through any number of tmux servers to the terminal program that owns a window. Pure.
 */

enum place_result {
	PLACE_PENDING, /* a tmux server on the way has not answered yet */
	PLACE_FOUND,
	PLACE_AMBIGUOUS, /* one of the candidates, and nothing says which */
	PLACE_DETACHED,  /* in a tmux session that no client shows */
	PLACE_NONE,      /* no window of this desktop: ssh, a console, no Sway */
};

struct place {
	enum place_result result;
	gint64 window;      /* con_id where found */
	gboolean visible;   /* that window shows the session's own pane */
	GArray *candidates; /* gint64, con_ids where ambiguous */
	GPtrArray *hops;    /* of struct tmux_hop, innermost first */
	char *session_name; /* of the innermost tmux session, or NULL */
	char *pane_index;
	char *pane_path;
	pid_t terminal;     /* owner of the window or candidates; 0 for none */
	struct shell shell; /* what TERMINAL runs in that window */
	gint64 activity;    /* seconds; when the outermost tmux client was last typed into; 0 */
};

struct place *place_new(void);
void place_free(struct place *place);

/* The word for it: "found", "ambiguous". */
const char *place_result_name(enum place_result result);

/* True where both mean the same to the user. */
gboolean place_equal(const struct place *a, const struct place *b);

struct resolve_facts {
	const struct sway_tree *tree; /* NULL without Sway */
	GPtrArray *servers;           /* of struct tmux_server */
	const struct binding *binding;
	const char *const *terminals; /* programs or app_ids, NULL for any */
	gboolean (*process)(pid_t pid, struct proc_stat *ret, gpointer data);
	gpointer data;
};

/* Never NULL. TTY may be "". */
struct place *resolve_place(const struct resolve_facts *facts, pid_t pid, const char *tty);

#endif
