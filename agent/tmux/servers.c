/* SPDX-License-Identifier: MIT */
#include "agent/tmux/servers.h"

#include "agent/base/clock.h"
#include "agent/base/log.h"
#include "agent/proc/tty.h"
#include "agent/tmux/list.h"
#include "agent/tmux/tmux.h"
#include "agent/tmux/watch.h"

#include <string.h>

#define LOG_MODULE "tmux"

#define SERVERS_MAX  64
#define REWATCH_MS   60000 /* where our client doesn't stay */
#define RETRY_MIN_MS 2000  /* where one doesn't answer */
#define RETRY_MAX_MS 60000

struct server {
	struct tmux_server facts; /* first: the list is handed out as one of these */
	guint look;               /* the latest that wanted it */
	gboolean asked;           /* and has not answered yet */
	gboolean again;           /* wanted once more since */
	gboolean silent;          /* gave no answer the last time, so nobody waits for one */
	struct tmux_watch *watch;
	gint64 watched_at; /* monotonic, ms */
};

struct servers {
	const struct servers_events *events;
	gpointer data;
	GPtrArray *list; /* of struct server */
	guint look;
	gboolean failing; /* which was said */
	guint retry_ms;
	guint timer;
};

struct question {
	struct servers *servers;
	char *socket;
};

static void server_free(gpointer data)
{
	struct server *server = data;

	tmux_watch_free(server->watch);
	g_free(server->facts.socket);
	tmux_list_free(server->facts.list);
	g_free(server);
}

struct servers *servers_new(const struct servers_events *events, gpointer data)
{
	struct servers *servers = g_new0(struct servers, 1);

	servers->events = events;
	servers->data = data;
	servers->retry_ms = RETRY_MIN_MS;
	servers->list = g_ptr_array_new_with_free_func(server_free);
	return servers;
}

void servers_free(struct servers *servers)
{
	if (!servers)
		return;
	g_clear_handle_id(&servers->timer, g_source_remove);
	g_ptr_array_unref(servers->list);
	g_free(servers);
}

static struct server *find_server(const struct servers *servers, const char *socket)
{
	for (guint i = 0; i < servers->list->len; i++) {
		struct server *server = g_ptr_array_index(servers->list, i);

		if (strcmp(server->facts.socket, socket) == 0)
			return server;
	}
	return NULL;
}

static void say_silent(struct servers *servers, const char *socket, gboolean silent)
{
	g_autofree char *quoted = log_quote(socket);

	if (silent && !servers->failing)
		log_warning(
			"no answer from the server at %s: where the sessions inside are shown is "
			"unknown until it gives one",
			quoted);
	servers->failing = silent;
}

static gboolean on_retry(gpointer data)
{
	struct servers *servers = data;

	servers->timer = 0;
	servers->events->changed(servers->data);
	return G_SOURCE_REMOVE;
}

/* Nothing else may ever happen that makes us ask again. */
static void retry_later(struct servers *servers)
{
	if (servers->timer)
		return;
	servers->timer = g_timeout_add(servers->retry_ms, on_retry, servers);
	servers->retry_ms = MIN(servers->retry_ms * 2, RETRY_MAX_MS);
}

/*
 * Another server may have taken the place of the one that was meant; and the pids that one in
 * another pid namespace speaks of are none of ours.
 */
static struct tmux_list *believe(struct tmux_list *list, pid_t server)
{
	if (!list || list->pid == 0 || list->pid == server)
		return list;
	tmux_list_free(list);
	return tmux_list_parse("", "");
}

/* The server has the terminal of each client open. */
static void identify(struct tmux_list *list, pid_t server)
{
	g_autoptr(GArray) opened = tty_opened(server);

	list->instance = tty_instance_named_by(server);
	for (guint i = 0; i < list->clients->len; i++) {
		struct tmux_client *client = g_ptr_array_index(list->clients, i);

		client->instance = tty_only(opened, client->tty);
	}
}

static void take_list(struct servers *servers, struct server *server, struct tmux_list *list)
{
	identify(list, server->facts.pid);
	tmux_list_free(server->facts.list);
	server->facts.list = list;
	for (guint i = 0; i < list->clients->len; i++) {
		const struct tmux_client *client = g_ptr_array_index(list->clients, i);

		servers_want(servers, client->pid);
	}
}

static void watch(struct servers *servers, struct server *server)
{
	gint64 now = now_ms();

	if (server->watch &&
		(tmux_watch_is_up(server->watch) || now - server->watched_at < REWATCH_MS))
		return;
	tmux_watch_free(server->watch);
	server->watched_at = now;
	server->watch =
		tmux_watch_new(server->facts.socket, servers->events->changed, servers->data);
}

static void ask(struct servers *servers, struct server *server);

static void on_listed(struct tmux_list *list, gpointer data)
{
	struct question *question = data;
	struct servers *servers = question->servers;
	struct server *server = find_server(servers, question->socket);

	/* Who is asked is not dropped. */
	g_assert(server);
	say_silent(servers, question->socket, !list);
	g_free(question->socket);
	g_free(question);
	server->asked = FALSE;
	server->silent = !list;
	list = believe(list, server->facts.pid);
	if (list) {
		servers->retry_ms = RETRY_MIN_MS;
		watch(servers, server);
		take_list(servers, server, list);
	} else {
		retry_later(servers);
		/* Silence is an answer too, else what is inside would be pending for ever. */
		if (!server->facts.list)
			take_list(servers, server, tmux_list_parse("", ""));
	}
	if (server->again)
		ask(servers, server);
	servers->events->answered(servers->data);
}

static void ask(struct servers *servers, struct server *server)
{
	struct question *question;

	server->look = servers->look;
	server->again = server->asked;
	if (server->asked)
		return;
	server->asked = TRUE;
	question = g_new0(struct question, 1);
	question->servers = servers;
	question->socket = g_strdup(server->facts.socket);
	tmux_ask(server->facts.socket, on_listed, question);
}

void servers_begin(struct servers *servers)
{
	servers->look++;
}

void servers_want(struct servers *servers, pid_t pid)
{
	pid_t server_pid = 0;
	g_autofree char *socket = tmux_socket_of(pid, &server_pid);
	struct server *server = socket ? find_server(servers, socket) : NULL;

	if (!socket || (!server && servers->list->len >= SERVERS_MAX))
		return;
	if (!server) {
		server = g_new0(struct server, 1);
		server->facts.socket = g_steal_pointer(&socket);
		g_ptr_array_add(servers->list, server);
	}
	/* Another server at the same place: what the old one said is void. */
	if (server->facts.pid != server_pid) {
		g_clear_pointer(&server->facts.list, tmux_list_free);
		g_clear_pointer(&server->watch, tmux_watch_free);
	}
	server->facts.pid = server_pid;
	if (server->look != servers->look)
		ask(servers, server);
}

void servers_want_tty(struct servers *servers, const struct tty *tty, pid_t pid)
{
	const struct server *server = (const struct server *)tmux_server_of(servers->list, tty);

	if (!server || server->look != servers->look)
		servers_want(servers, pid);
}

gboolean servers_are_settled(const struct servers *servers)
{
	for (guint i = 0; i < servers->list->len; i++) {
		const struct server *server = g_ptr_array_index(servers->list, i);

		if (server->asked && !server->silent)
			return FALSE;
	}
	return TRUE;
}

void servers_drop_unused(struct servers *servers)
{
	for (guint i = servers->list->len; i > 0; i--) {
		const struct server *server = g_ptr_array_index(servers->list, i - 1);

		if (server->look != servers->look && !server->asked)
			g_ptr_array_remove_index_fast(servers->list, i - 1);
	}
}

GPtrArray *servers_list(const struct servers *servers)
{
	return servers->list;
}
