/* SPDX-License-Identifier: MIT */
#ifndef AGENT_TMUX_LIST_H
#define AGENT_TMUX_LIST_H

#include <glib.h>
#include <sys/types.h>

/*
 * The panes and clients of one tmux server, from the output of one command. Pure.
 *
 * Fields are separated by colons, which neither ids nor session names can hold; what may hold
 * anything comes last. Control characters would be no better: tmux replaces them at times.
 */
#define TMUX_LIST_PANES                                                                        \
	"P:#{pid}:#{pane_tty}:#{pane_id}:#{window_id}:#{session_id}:#{pane_active}:#{session_" \
	"name}"                                                                                \
	":#{window_index}.#{pane_index}:#{pane_current_path}"
#define TMUX_LIST_CLIENTS                                                                    \
	"C:#{pid}:#{client_tty}:#{client_pid}:#{client_activity}:#{session_id}:#{window_id}" \
	":#{?set-titles,#{T:set-titles-string},}"

struct tmux_pane {
	char *tty; /* "pts/3" */
	char *id;  /* "%5" */
	char *window;
	char *session; /* "$0"; a pane is listed once for each session its window is linked to */
	char *session_name;
	char *index; /* "1.0": window and pane, as a person counts them */
	char *path;  /* working directory of what runs in it */
	gboolean active;
};

struct tmux_client {
	char *tty;
	char *session;
	char *window; /* the one it shows */
	char *title;  /* what tmux gives its terminal as title; "" unless set-titles is on */
	pid_t pid;
	gint64 activity; /* seconds; moved by its user only */
};

struct tmux_list {
	pid_t pid; /* of the server; 0 where nothing was listed */
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

/* Lines that are neither are skipped. Never NULL. */
struct tmux_list *tmux_list_parse(const char *text);
void tmux_list_free(struct tmux_list *list);

#endif
