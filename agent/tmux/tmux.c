/* SPDX-License-Identifier: MIT */
#include "agent/tmux/tmux.h"

#include "agent/base/log.h"
#include "agent/base/run.h"
#include "agent/proc/proc.h"

#include <string.h>
#include <sys/stat.h>

#define LOG_MODULE "tmux"

#define TIMEOUT_MS    2000
#define ANCESTORS_MAX 64

struct ask {
	char *socket;
	char *mark;
	guint64 asked;
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
	struct tmux_list *list = output ? tmux_list_parse(output, ask->mark) : NULL;

	if (list)
		list->asked = ask->asked;
	if (error) {
		g_autofree char *socket = log_quote(ask->socket);

		log_debug("server %s: %s", socket, error);
	}
	ask->done(list, ask->data);
	g_free(ask->socket);
	g_free(ask->mark);
	g_free(ask);
}

void tmux_ask(const char *socket, tmux_listed done, gpointer data)
{
	struct ask *ask = g_new0(struct ask, 1);
	g_autofree char *mark = g_uuid_string_random();
	g_autofree char *panes = g_strdup_printf(TMUX_LIST_PANES, mark);
	g_autofree char *clients = g_strdup_printf(TMUX_LIST_CLIENTS, mark);
	/* -u: without it tmux replaces what is not ASCII. */
	const char *const argv[] = {"tmux", "-u", "-S", socket, "list-panes", "-a", "-F", panes,
		";", "list-clients", "-F", clients, NULL};

	ask->socket = g_strdup(socket);
	ask->mark = g_steal_pointer(&mark);
	ask->asked = proc_ticks();
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

gboolean tmux_variable_parse(const char *value, struct tmux_variable *ret)
{
	g_autofree char *socket = g_strdup(value ? value : "");
	guint64 numbers[2]; /* SESSION, PID: from the end, since the path may hold commas */

	for (guint i = 0; i < 2; i++) {
		char *comma = strrchr(socket, ',');

		if (!comma ||
			!g_ascii_string_to_unsigned(comma + 1, 10, 0, G_MAXINT, &numbers[i], NULL))
			return FALSE;
		*comma = '\0';
	}
	if (socket[0] != '/')
		return FALSE;
	*ret = (struct tmux_variable){g_steal_pointer(&socket), (pid_t)numbers[1], (int)numbers[0]};
	return TRUE;
}

int tmux_session_of(pid_t pid)
{
	g_autofree char *value = proc_getenv(pid, "TMUX");
	struct tmux_variable variable;

	if (!tmux_variable_parse(value, &variable))
		return -1;
	g_free(variable.socket);
	return variable.session;
}

/* As PID finds the file at PATH, which may be in a container. */
static char *reach(pid_t pid, const char *path)
{
	g_autofree char *inside = g_strdup_printf("/proc/%d/root%s", pid, path);
	struct stat here, there;

	if (stat(path, &here) == 0 && stat(inside, &there) == 0 && here.st_dev == there.st_dev &&
		here.st_ino == there.st_ino)
		return g_strdup(path);
	return g_steal_pointer(&inside);
}

/*
 * The socket of SERVER, where it is a tmux server: tmux names both to what it starts, whatever the
 * program is called. PANE, what the server started, may have become something without that.
 */
static char *find_socket(pid_t pane, const struct proc_stat *server)
{
	g_autofree char *value = server->pts < 0 ? proc_getenv(pane, "TMUX") : NULL;
	g_autofree char *path = NULL;
	struct tmux_variable variable;

	if (server->pts >= 0)
		return NULL;
	if (tmux_variable_parse(value, &variable)) {
		path = variable.socket;
		if (variable.server == server->pid)
			return reach(server->pid, path);
	}
	if (!strstr(server->comm, "tmux"))
		return NULL;
	g_free(path);
	path = proc_socket_path(server->pid);
	return path ? reach(server->pid, path) : NULL;
}

char *tmux_socket_of(pid_t pid, pid_t *ret_server)
{
	pid_t pane = 0;

	for (guint i = 0; i < ANCESTORS_MAX && pid > 1; i++) {
		struct proc_stat stat;
		char *socket;

		if (!proc_stat_read(pid, &stat))
			return NULL;
		socket = pane ? find_socket(pane, &stat) : NULL;
		if (socket) {
			*ret_server = pid;
			return socket;
		}
		pane = pid;
		pid = stat.parent;
	}
	return NULL;
}
