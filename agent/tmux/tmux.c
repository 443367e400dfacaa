/* SPDX-License-Identifier: MIT */
#include "agent/tmux/tmux.h"

#include "agent/base/log.h"
#include "agent/base/run.h"
#include "agent/proc/proc.h"

#include <string.h>

#define LOG_MODULE "tmux"

#define TIMEOUT_MS    2000
#define ANCESTORS_MAX 64

struct ask {
	char *socket;
	tmux_listed done;
	gpointer data;
};

struct selection {
	tmux_selected done;
	gpointer data;
};

static void on_listed(const char *output, const char *error, gpointer data)
{
	struct ask *ask = data;
	struct tmux_list *list = output ? tmux_list_parse(output) : NULL;

	if (error) {
		g_autofree char *socket = log_quote(ask->socket);

		log_debug("server %s: %s", socket, error);
	}
	ask->done(list, ask->data);
	g_free(ask->socket);
	g_free(ask);
}

void tmux_ask(const char *socket, tmux_listed done, gpointer data)
{
	/* -u: without it tmux replaces what is not ASCII. */
	const char *const argv[] = {"tmux", "-u", "-S", socket, "list-panes", "-a", "-F",
		TMUX_LIST_PANES, ";", "list-clients", "-F", TMUX_LIST_CLIENTS, NULL};
	struct ask *ask = g_new0(struct ask, 1);

	ask->socket = g_strdup(socket);
	ask->done = done;
	ask->data = data;
	run_command(argv, TIMEOUT_MS, on_listed, ask);
}

static void on_selected(const char *output, const char *error, gpointer data)
{
	struct selection *selection = data;

	if (error)
		log_debug("select: %s", error);
	selection->done(output != NULL, selection->data);
	g_free(selection);
}

void tmux_select(const struct tmux_hop *hop, tmux_selected done, gpointer data)
{
	/* By session, since the window may be linked to several. */
	g_autofree char *target = g_strdup_printf("%s:%s", hop->session, hop->window);
	const char *const argv[] = {"tmux", "-u", "-S", hop->socket, "select-window", "-t", target,
		";", "select-pane", "-t", hop->pane, NULL};
	struct selection *selection = g_new0(struct selection, 1);

	selection->done = done;
	selection->data = data;
	run_command(argv, TIMEOUT_MS, on_selected, selection);
}

char *tmux_parse_variable(const char *value)
{
	g_autofree char *path = g_strdup(value ? value : "");

	/* PATH,PID,SESSION, and the path may hold commas. */
	for (guint i = 0; i < 2; i++) {
		char *comma = strrchr(path, ',');

		if (!comma)
			return NULL;
		*comma = '\0';
	}
	return path[0] == '/' ? g_steal_pointer(&path) : NULL;
}

/* tmux sets the variable for what it starts, but that may have become something without it. */
static char *find_socket(pid_t pane, pid_t server)
{
	g_autofree char *value = proc_getenv(pane, "TMUX");
	char *socket = tmux_parse_variable(value);

	return socket ? socket : proc_socket_path(server);
}

char *tmux_socket_of(pid_t pid, pid_t *ret_server)
{
	pid_t pane = pid;

	for (guint i = 0; i < ANCESTORS_MAX && pid > 1; i++) {
		struct proc_stat stat;

		if (!proc_stat_read(pid, &stat))
			return NULL;
		if (g_str_has_prefix(stat.comm, "tmux: server")) {
			*ret_server = pid;
			return find_socket(pane, pid);
		}
		pane = pid;
		pid = stat.parent;
	}
	return NULL;
}
