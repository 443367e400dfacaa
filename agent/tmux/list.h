/* SPDX-License-Identifier: MIT */
#ifndef AGENT_TMUX_LIST_H
#define AGENT_TMUX_LIST_H

#include "agent/proc/tty.h"

#include <glib.h>
#include <sys/types.h>

/*
 * The panes and clients of one tmux server, from the output of one command. Pure.
 *
 * Each begins with MARK, a word that no name on the server can know, and ends where the next one
 * begins: names may hold anything, line ends too. Fields are separated by colons, which neither ids
 * nor session names can hold; what may hold them comes last.
 */
#define TMUX_LIST_PANES                                                                          \
	"%sP:#{pid}:#{pane_tty}:#{pane_id}:#{window_id}:#{session_id}:#{pane_active}:#{session_" \
	"name}"                                                                                  \
	":#{window_index}.#{pane_index}:#{pane_current_path}"
#define TMUX_LIST_CLIENTS                                                                      \
	"%sC:#{pid}:#{client_tty}:#{client_pid}:#{client_activity}:#{session_id}:#{window_id}" \
	":#{client_control_mode}:#{?set-titles,#{T:set-titles-string},}"

struct tmux_pane {
	int tty;  /* 3 for pts/3, -1 for another kind */
	char *id; /* "%5" */
	char *window;
	char *session; /* "$0"; a pane is listed once for each session its window is linked to */
	char *session_name;
	char *index; /* "1.0": window and pane, as a person counts them */
	char *path;  /* working directory of what runs in it */
	gboolean active;
};

struct tmux_client {
	int tty;
	guint64 instance; /* whose that is, as in struct tty */
	char *session;
	char *window; /* the one it shows */
	char *title;  /* what tmux gives its terminal as title; "" unless set-titles is on */
	pid_t pid;
	gint64 activity; /* seconds; moved by its user only */
};

struct tmux_list {
	pid_t pid;        /* of the server, as it knows it; 0 where nothing was listed */
	guint64 instance; /* whose the terminals of the panes are, as in struct tty */
	guint64 asked; /* in clock ticks since the machine started: what began later is not in it */
	GPtrArray *panes;
	GPtrArray *clients;
};

struct tmux_server {
	char *socket;
	pid_t pid;
	struct tmux_list *list; /* NULL until it has answered */
};

/* A pane on the way from a session outward to its window. */
struct tmux_hop {
	char *socket;
	char *session;
	char *window;
	char *pane;
};

/* Of struct tmux_hop, which it owns. */
GPtrArray *tmux_hops_new(void);
GPtrArray *tmux_hops_copy(GPtrArray *hops);

/* What is neither is skipped. Never NULL. */
struct tmux_list *tmux_list_parse(const char *text, const char *mark);
void tmux_list_free(struct tmux_list *list);

/* The pane on TTY, as the session of that name has it or, for NULL, as any. LIST may be NULL. */
const struct tmux_pane *tmux_list_find(
	const struct tmux_list *list, const struct tty *tty, const char *session);

/* The one of SERVERS that has a pane on TTY, or NULL. */
struct tmux_server *tmux_server_of(const GPtrArray *servers, const struct tty *tty);

#endif
