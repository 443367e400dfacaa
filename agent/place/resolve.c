/* SPDX-License-Identifier: MIT */
#include "agent/place/resolve.h"

#include <string.h>

#define STEPS_MAX     32 /* a client may sit in a pane of its own server */
#define ANCESTORS_MAX 64

struct walk {
	const struct resolve_facts *facts;
	guint steps;
};

struct place *place_new(void)
{
	struct place *place = g_new0(struct place, 1);

	place->candidates = g_array_new(FALSE, FALSE, sizeof(gint64));
	place->hops = tmux_hops_new();
	return place;
}

void place_free(struct place *place)
{
	if (!place)
		return;
	g_array_unref(place->candidates);
	g_ptr_array_unref(place->hops);
	g_free(place->session_name);
	g_free(place->pane_index);
	g_free(place->pane_path);
	g_free(place);
}

const char *place_result_name(enum place_result result)
{
	static const char *const NAMES[] = {
		[PLACE_PENDING] = "pending",
		[PLACE_FOUND] = "found",
		[PLACE_AMBIGUOUS] = "ambiguous",
		[PLACE_DETACHED] = "detached",
		[PLACE_NONE] = "none",
	};

	g_assert(result < G_N_ELEMENTS(NAMES));
	return NAMES[result];
}

static gboolean have_same_candidates(const struct place *a, const struct place *b)
{
	return a->candidates->len == b->candidates->len &&
		(a->candidates->len == 0 ||
			memcmp(a->candidates->data, b->candidates->data,
				a->candidates->len * sizeof(gint64)) == 0);
}

gboolean place_equal(const struct place *a, const struct place *b)
{
	return a->result == b->result && a->window == b->window && a->visible == b->visible &&
		have_same_candidates(a, b) && g_strcmp0(a->session_name, b->session_name) == 0 &&
		g_strcmp0(a->pane_index, b->pane_index) == 0 &&
		g_strcmp0(a->pane_path, b->pane_path) == 0;
}

static void add_candidate(struct place *place, gint64 window)
{
	for (guint i = 0; i < place->candidates->len; i++)
		if (g_array_index(place->candidates, gint64, i) == window)
			return;
	g_array_append_val(place->candidates, window);
}

static const struct tmux_server *server_of_pid(const struct resolve_facts *facts, pid_t pid)
{
	for (guint i = 0; i < facts->servers->len; i++) {
		const struct tmux_server *server = g_ptr_array_index(facts->servers, i);

		if (server->pid == pid)
			return server;
	}
	return NULL;
}

/* The server that has a pane on TTY; *RET is that pane. */
static const struct tmux_server *server_of_tty(
	const struct resolve_facts *facts, const char *tty, const struct tmux_pane **ret)
{
	for (guint i = 0; i < facts->servers->len; i++) {
		const struct tmux_server *server = g_ptr_array_index(facts->servers, i);

		for (guint n = 0; server->list && n < server->list->panes->len; n++) {
			const struct tmux_pane *pane = g_ptr_array_index(server->list->panes, n);

			if (strcmp(pane->tty, tty) == 0) {
				*ret = pane;
				return server;
			}
		}
	}
	return NULL;
}

/* Through any session the pane's window is linked to. */
static gboolean shows_session_of(
	const struct tmux_client *client, const struct tmux_list *list, const char *tty)
{
	for (guint i = 0; i < list->panes->len; i++) {
		const struct tmux_pane *pane = g_ptr_array_index(list->panes, i);

		if (strcmp(pane->tty, tty) == 0 && strcmp(pane->session, client->session) == 0)
			return TRUE;
	}
	return FALSE;
}

/*
 * The clients that may be where the user sees PANE: the most recently active one, and of several
 * in the same second those that have it on the screen.
 */
static GPtrArray *latest_clients(const struct tmux_list *list, const struct tmux_pane *pane)
{
	GPtrArray *latest = g_ptr_array_new();
	gint64 best = -1;

	for (guint i = 0; i < list->clients->len; i++) {
		struct tmux_client *client = g_ptr_array_index(list->clients, i);
		gint64 rank = client->activity * 2 + (strcmp(client->window, pane->window) == 0);

		if (rank < best || !shows_session_of(client, list, pane->tty))
			continue;
		if (rank > best)
			g_ptr_array_set_size(latest, 0);
		best = rank;
		g_ptr_array_add(latest, client);
	}
	return latest;
}

/* The only window of PID whose title is the one tmux has set, or 0. */
static gint64 window_of_title(const struct sway_tree *tree, pid_t pid, const char *title)
{
	gint64 found = 0;

	for (guint i = 0; title && *title && i < tree->windows->len; i++) {
		const struct sway_window *window = g_ptr_array_index(tree->windows, i);

		if (window->pid != pid || strcmp(window->name, title) != 0)
			continue;
		if (found)
			return 0;
		found = window->id;
	}
	return found;
}

static gint64 window_of_evidence(
	const struct resolve_facts *facts, pid_t pid, const struct shell *shell, const char *title)
{
	gint64 window = window_of_title(facts->tree, pid, title);
	const struct sway_window *found;

	if (window)
		return window;
	window = binding_find(facts->binding, shell);
	found = window ? sway_tree_find(facts->tree, window) : NULL;
	return found && found->pid == pid ? window : 0;
}

/* PID runs the shell of PLACE and owns COUNT windows, the last of them LAST. */
static void settle(const struct resolve_facts *facts, struct place *place, pid_t pid,
	const char *title, guint count, gint64 last)
{
	place->terminal = pid;
	place->window = count == 1 ? last : window_of_evidence(facts, pid, &place->shell, title);
	place->result = place->window ? PLACE_FOUND : PLACE_AMBIGUOUS;
	for (guint i = 0; i < facts->tree->windows->len; i++) {
		const struct sway_window *window = g_ptr_array_index(facts->tree->windows, i);

		if (window->pid == pid)
			add_candidate(place, window->id);
	}
}

/* By the name of the program or, where that is a wrapper, of its windows. */
static gboolean is_terminal(
	const struct resolve_facts *facts, const struct proc_stat *process, gint64 window)
{
	const struct sway_window *shown = sway_tree_find(facts->tree, window);

	return !facts->terminals || g_strv_contains(facts->terminals, process->comm) ||
		(shown && g_strv_contains(facts->terminals, shown->app_id));
}

/* From PID up its ancestors to one that owns a window. */
static void climb(
	const struct resolve_facts *facts, struct place *place, pid_t pid, const char *title)
{
	struct shell shell = {0};
	struct proc_stat process;

	place->result = PLACE_NONE;
	for (guint i = 0; i < ANCESTORS_MAX && pid > 1; i++) {
		const struct tmux_server *server = server_of_pid(facts, pid);
		gint64 window = 0;
		guint count = facts->tree ? sway_tree_of_pid(facts->tree, pid, &window) : 0;

		if (!facts->process(pid, &process, facts->data))
			return;
		if (count > 0 && is_terminal(facts, &process, window)) {
			place->shell = shell;
			settle(facts, place, pid, title, count, window);
			return;
		}
		if (server && !server->list) {
			place->result = PLACE_PENDING;
			return;
		}
		shell = (struct shell){pid, process.start};
		pid = process.parent;
	}
}

static void add_hop(
	struct place *place, const struct tmux_server *server, const struct tmux_pane *pane)
{
	struct tmux_hop *hop = g_new0(struct tmux_hop, 1);

	hop->socket = g_strdup(server->socket);
	hop->session = g_strdup(pane->session);
	hop->window = g_strdup(pane->window);
	hop->pane = g_strdup(pane->id);
	g_ptr_array_add(place->hops, hop);
	if (place->hops->len > 1)
		return;
	place->session_name = g_strdup(pane->session_name);
	place->pane_index = g_strdup(pane->index);
	place->pane_path = g_strdup(pane->path);
}

static void go_outward(
	struct walk *walk, struct place *place, pid_t pid, const char *tty, const char *title);

/* Several clients, and the clock of tmux can't tell which came last. */
static void join_clients(struct walk *walk, struct place *place, const GPtrArray *clients)
{
	for (guint i = 0; i < clients->len; i++) {
		const struct tmux_client *client = g_ptr_array_index(clients, i);
		struct place *one = place_new();

		go_outward(walk, one, client->pid, client->tty, client->title);
		for (guint n = 0; n < one->candidates->len; n++)
			add_candidate(place, g_array_index(one->candidates, gint64, n));
		place_free(one);
	}
	place->result = PLACE_AMBIGUOUS;
	place->visible = FALSE;
}

static void take_client(struct walk *walk, struct place *place, const struct tmux_pane *pane,
	const struct tmux_client *client)
{
	struct tmux_hop *hop = g_ptr_array_index(place->hops, place->hops->len - 1);

	/* A pane may be in several sessions: the way to it is through this client's. */
	g_free(hop->session);
	hop->session = g_strdup(client->session);
	place->activity = client->activity;
	place->visible &= pane->active && strcmp(client->window, pane->window) == 0;
	go_outward(walk, place, client->pid, client->tty, client->title);
}

static void go_outward(
	struct walk *walk, struct place *place, pid_t pid, const char *tty, const char *title)
{
	const struct tmux_pane *pane;
	const struct tmux_server *server =
		*tty && walk->steps < STEPS_MAX ? server_of_tty(walk->facts, tty, &pane) : NULL;
	g_autoptr(GPtrArray) clients = NULL;

	if (!server) {
		climb(walk->facts, place, pid, title);
		return;
	}
	walk->steps++;
	add_hop(place, server, pane);
	clients = latest_clients(server->list, pane);
	if (clients->len == 0)
		place->result = PLACE_DETACHED;
	else if (clients->len == 1)
		take_client(walk, place, pane, g_ptr_array_index(clients, 0));
	else
		join_clients(walk, place, clients);
}

struct place *resolve_place(const struct resolve_facts *facts, pid_t pid, const char *tty)
{
	struct place *place = place_new();
	struct walk walk = {.facts = facts};

	place->visible = TRUE;
	go_outward(&walk, place, pid, tty, NULL);
	if (place->result != PLACE_FOUND)
		place->visible = FALSE;
	return place;
}
