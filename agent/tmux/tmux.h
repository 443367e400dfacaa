/* SPDX-License-Identifier: MIT */
#ifndef AGENT_TMUX_TMUX_H
#define AGENT_TMUX_TMUX_H

#include "agent/tmux/list.h"

#include <glib.h>
#include <sys/types.h>

/* LIST is NULL where the server didn't answer; else the callee owns it. */
typedef void (*tmux_listed)(struct tmux_list *list, gpointer data);

/* Asks the server at SOCKET what it shows where. */
void tmux_ask(const char *socket, tmux_listed done, gpointer data);

typedef void (*tmux_selected)(gboolean ok, gpointer data);

/* Makes the server show the pane of HOP in the session of HOP. */
void tmux_select(const struct tmux_hop *hop, tmux_selected done, gpointer data);

/* The server that PID descends from, if any: its socket, which the caller frees, and its pid. */
char *tmux_socket_of(pid_t pid, pid_t *ret_server);

/* The number of the session that tmux started PID for; -1 for none. */
int tmux_session_of(pid_t pid);

struct tmux_variable {
	char *socket; /* the caller frees */
	pid_t server; /* as that knows itself */
	int session;
};

/* A value of the variable TMUX, which may be NULL. FALSE for what is none. */
gboolean tmux_variable_parse(const char *value, struct tmux_variable *ret);

#endif
