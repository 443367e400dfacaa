/* SPDX-License-Identifier: MIT */
#include "agent/place/resolve.h"

#include "agent/place/owner.h"

#include <string.h>

#define STEPS_MAX     64 /* a client may sit in a pane of its own server */
#define ANCESTORS_MAX 64

struct walk {
	const struct resolve_facts *facts;
	guint steps;
};

/* Where a walk has come to: PID lives in TTY. */
struct spot {
	pid_t pid;
	struct tty tty;
	const char *title; /* what tmux has set, or NULL */
};

static void go_outward(struct walk *walk, struct place *place, const struct spot *spot);

static gboolean read_process(const struct walk *walk, pid_t pid, struct proc_stat *ret)
{
	return pid > 1 && walk->facts->process(pid, ret, walk->facts->data);
}

static struct tty tty_of(const struct walk *walk, const struct proc_stat *process)
{
	struct tty tty = {0, process->pts};

	if (tty.number >= 0)
		tty.instance = walk->facts->instance(process, walk->facts->data);
	return tty;
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

/* How lately its window had the focus: 0 for never. */
static guint recency(const struct walk *walk, const struct place *place)
{
	const GArray *focused = walk->facts->focused;

	for (guint i = focused ? focused->len : 0; i > 0; i--)
		if (g_array_index(focused, gint64, i - 1) == place->window)
			return i;
	return 0;
}

/* Of two ways, the one that leads to where its user sees it: where it is on the screen, where he
 * was last, where he typed last. */
static gboolean is_better(const struct walk *walk, const struct place *a, const struct place *b)
{
	static const int RANKS[] = {
		[PLACE_DETACHED] = 0,
		[PLACE_NONE] = 1,
		[PLACE_PENDING] = 2,
		[PLACE_AMBIGUOUS] = 3,
		[PLACE_FOUND] = 4,
	};

	if (a->result != b->result)
		return RANKS[a->result] > RANKS[b->result];
	if (a->result == PLACE_FOUND && a->visible != b->visible)
		return a->visible;
	if (recency(walk, a) != recency(walk, b))
		return recency(walk, a) > recency(walk, b);
	return a->activity > b->activity;
}

/* PLACE goes on by the best of WAYS, of struct place. */
static void take_best(const struct walk *walk, struct place *place, const GPtrArray *ways)
{
	struct place *best = g_ptr_array_index(ways, 0);

	for (guint i = 1; i < ways->len; i++)
		if (is_better(walk, g_ptr_array_index(ways, i), best))
			best = g_ptr_array_index(ways, i);
	for (guint i = 0; best->result == PLACE_AMBIGUOUS && i < ways->len; i++)
		place_add_candidates(best, g_ptr_array_index(ways, i));
	place_extend(place, best);
}

static GPtrArray *ways_new(void)
{
	return g_ptr_array_new_with_free_func((GDestroyNotify)place_free);
}

static struct place *way_new(GPtrArray *ways)
{
	struct place *way = place_new();

	way->visible = TRUE;
	g_ptr_array_add(ways, way);
	return way;
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
	place_add_step(place, "tmux %s:%s", pane->session_name, pane->index);
	if (place->session_name) /* the innermost is what its user calls it by */
		return;
	place->session_name = g_strdup(pane->session_name);
	place->pane_index = g_strdup(pane->index);
	place->pane_path = g_strdup(pane->path);
}

/* Its pid may be that of another pid namespace, and somebody else's here: then that one lives in
 * another terminal than the server knows. */
static void take_client(struct walk *walk, struct place *way, const struct tmux_client *client)
{
	struct spot spot = {client->pid, {client->instance, client->tty}, client->title};
	struct proc_stat process;
	struct tty own;

	way->activity = client->activity;
	way->result = PLACE_NONE;
	if (!read_process(walk, client->pid, &process))
		return;
	own = tty_of(walk, &process);
	if (tty_equal(&own, &spot.tty))
		go_outward(walk, way, &spot);
}

/* Every client that is attached to a session with the pane may be where its user sees it. */
static void take_pane(struct walk *walk, struct place *place, const struct tmux_server *server,
	const struct spot *spot)
{
	const struct tmux_list *list = server->list;
	g_autoptr(GPtrArray) ways = ways_new();

	for (guint i = 0; i < list->clients->len; i++) {
		const struct tmux_client *client = g_ptr_array_index(list->clients, i);
		const struct tmux_pane *pane = tmux_list_find(list, &spot->tty, client->session);
		struct place *way;

		if (!pane)
			continue;
		way = way_new(ways);
		add_hop(way, server, pane);
		way->visible = pane->active && strcmp(client->window, pane->window) == 0;
		take_client(walk, way, client);
	}
	if (ways->len > 0) {
		take_best(walk, place, ways);
		return;
	}
	add_hop(place, server, tmux_list_find(list, &spot->tty, NULL));
	place->result = PLACE_DETACHED;
}

/*
 * A terminal that SERVER has made and that is no pane: a popup, which is shown by one client of the
 * session it was started for. A pane that is younger than the list is none in it either.
 */
static void take_popup(struct walk *walk, struct place *place, const struct tmux_server *server,
	const struct tty *tty)
{
	const struct tmux_list *list = server->list;
	g_autofree char *session = NULL;
	g_autoptr(GPtrArray) ways = ways_new();

	place->result = PLACE_PENDING;
	if (!list || list->asked <= place->shell.start)
		return;
	place->result = PLACE_NONE;
	/* Without that, it may be a pane of the list as well. */
	if (tty->instance == 0 || tty->instance != list->instance)
		return;
	session = g_strdup_printf(
		"$%d", walk->facts->tmux_session(place->shell.pid, walk->facts->data));
	for (guint i = 0; i < list->clients->len; i++) {
		const struct tmux_client *client = g_ptr_array_index(list->clients, i);

		if (strcmp(client->session, session) == 0)
			take_client(walk, way_new(ways), client);
	}
	if (ways->len == 0)
		return;
	place_add_step(place, "tmux popup");
	take_best(walk, place, ways);
	if (ways->len > 1 && place->result == PLACE_FOUND) {
		place->result = PLACE_AMBIGUOUS;
		place->window = 0;
		for (guint i = 0; i < ways->len; i++)
			place_add_candidates(place, g_ptr_array_index(ways, i));
	}
}

/* HOLDER has no terminal: a server whose clients show its terminals, if it is one. */
static void take_viewers(struct walk *walk, struct place *place, const struct tty *tty,
	const struct proc_stat *holder)
{
	g_autoptr(GArray) pids = g_array_new(FALSE, FALSE, sizeof(pid_t));
	struct viewers viewers = {pids, FALSE};
	g_autoptr(GPtrArray) ways = ways_new();

	place->result = PLACE_NONE;
	if (!walk->facts->viewers(tty, holder, &viewers, walk->facts->data))
		return;
	place_add_step(place, "%s %d", holder->comm, holder->pid);
	for (guint i = 0; i < pids->len; i++) {
		struct place *way = way_new(ways);
		struct proc_stat process;

		way->result = PLACE_NONE;
		way->visible = viewers.whole;
		if (read_process(walk, g_array_index(pids, pid_t, i), &process))
			go_outward(walk, way,
				&(struct spot){process.pid, tty_of(walk, &process), NULL});
	}
	if (ways->len > 0)
		take_best(walk, place, ways);
	else
		place->result = PLACE_DETACHED;
}

/*
 * HOLDER lives in a terminal of its own and shows another one there: script, ssh, expect. It is in
 * front then, and takes the keys as they come. A terminal program that was started there is not so,
 * and has its window where we do not see it.
 */
static void take_wrapper(struct walk *walk, struct place *place, const struct proc_stat *holder)
{
	struct spot spot = {holder->pid, tty_of(walk, holder), NULL};

	place->result = PLACE_NONE;
	place_add_step(place, "%s %d", holder->comm, holder->pid);
	if (holder->start > place->wrapper.start)
		place->wrapper = (struct shell){holder->pid, holder->start};
	if (holder->foreground && walk->facts->is_raw(holder, walk->facts->data))
		go_outward(walk, place, &spot);
}

/* It lives as its child does: in the same terminal, or without one too. */
static gboolean is_beside(const struct proc_stat *process, const struct proc_stat *child)
{
	return child->pts < 0 ? process->pts < 0 : process->session == child->session;
}

/*
 * HOLDER has the other side of TTY. The window may be its own or that of an ancestor: beside it, for
 * what is beyond another terminal shows that one.
 */
static void take_holder(struct walk *walk, struct place *place, const struct spot *spot,
	const struct proc_stat *holder)
{
	const struct tmux_server *server = server_of_pid(walk->facts, holder->pid);
	struct proc_stat process = *holder;

	if (server) {
		take_popup(walk, place, server, &spot->tty);
		return;
	}
	for (guint i = 0; i < ANCESTORS_MAX && is_beside(&process, holder); i++) {
		if (owner_settle(walk->facts, place, &process, spot->title))
			return;
		if (!read_process(walk, process.parent, &process))
			break;
	}
	if (holder->pts >= 0)
		take_wrapper(walk, place, holder);
	else if (spot->tty.number < 0 && process.pts >= 0)
		/* Without a terminal to rule it, it has that of those that started it. */
		go_outward(walk, place, &(struct spot){process.pid, tty_of(walk, &process), NULL});
	else
		take_viewers(walk, place, &spot->tty, holder);
}

/* The other side of a terminal is with the parent of what leads its session. */
static void leave_terminal(struct walk *walk, struct place *place, const struct spot *spot)
{
	struct proc_stat process, leader, holder;

	if (!read_process(walk, spot->pid, &process))
		return;
	if (spot->tty.number < 0) {
		take_holder(walk, place, spot, &process);
		return;
	}
	if (process.pts != spot->tty.number || !read_process(walk, process.session, &leader))
		return;
	place->shell = (struct shell){leader.pid, leader.start};
	if (read_process(walk, leader.parent, &holder) && holder.session != leader.session)
		take_holder(walk, place, spot, &holder);
}

static void go_outward(struct walk *walk, struct place *place, const struct spot *spot)
{
	const struct tmux_server *server = tmux_server_of(walk->facts->servers, &spot->tty);

	place->result = PLACE_NONE;
	if (walk->steps++ >= STEPS_MAX)
		return;
	if (spot->tty.number >= 0)
		place_add_step(place, "pts/%d", spot->tty.number);
	if (server)
		take_pane(walk, place, server, spot);
	else
		leave_terminal(walk, place, spot);
}

struct place *resolve_place(const struct resolve_facts *facts, pid_t pid, const struct tty *tty)
{
	struct place *place = place_new();
	struct walk walk = {.facts = facts};

	place->visible = TRUE;
	go_outward(&walk, place, &(struct spot){pid, *tty, NULL});
	if (place->result != PLACE_FOUND)
		place->visible = FALSE;
	return place;
}
