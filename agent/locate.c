/* SPDX-License-Identifier: MIT */
#include "agent/locate.h"

#include "agent/log.h"
#include "agent/proc.h"
#include "agent/servers.h"
#include "agent/spawn.h"

#define LOG_MODULE "locate"

#define SOON_MS  30   /* events come in groups */
#define TITLE_MS 3000 /* titles may change ten times a second */
#define INPUT_MS 1000
/* A terminal may be told of a focus it has just lost or got: for so long, input proves nothing. */
#define FOCUS_STEADY_MS 700

struct target {
	char *id;
	pid_t pid;
	char *tty;
	gboolean ended;
	struct place *place;
};

struct locate {
	const struct locate_events *events;
	gpointer data;
	struct sway *sway;
	struct spawn *spawn;
	struct sway_tree *tree;
	struct binding *binding;
	GHashTable *targets; /* id -> struct target */
	struct servers *servers;
	gint64 focused;
	gint64 focused_at; /* monotonic, ms */
	gboolean tree_asked;
	gboolean tree_again;
	gint64 due; /* monotonic, ms, of TIMER */
	guint timer;
};

static void target_free(gpointer data)
{
	struct target *target = data;

	g_free(target->id);
	g_free(target->tty);
	place_free(target->place);
	g_free(target);
}

static gint64 now_ms(void)
{
	return g_get_monotonic_time() / 1000;
}

static pid_t parent_of(pid_t pid, gpointer data)
{
	return proc_parent(pid);
}

static void take_place(struct locate *locate, struct target *target, struct place *place)
{
	gboolean is_same = target->place && place_equal(target->place, place);

	/* Better what was true a moment ago than nothing. */
	if (place->result == PLACE_PENDING && target->place) {
		place_free(place);
		return;
	}
	place_free(target->place);
	target->place = place;
	/* The terminal program's only window: remembered for the day it opens a second one. */
	if (place->result == PLACE_FOUND && place->candidates->len == 1)
		binding_learn(locate->binding, place->terminal, place->tty, place->window);
	if (!is_same)
		locate->events->place(target->id, place, locate->data);
}

static void resolve_all(struct locate *locate)
{
	struct resolve_facts facts = {
		.tree = locate->tree,
		.servers = servers_list(locate->servers),
		.binding = locate->binding,
		.parent = parent_of,
	};
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, locate->targets);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		struct target *target = value;

		/* An ended process has no ancestors: where it was is where it was. */
		if (!target->ended)
			take_place(locate, target, resolve_place(&facts, target->pid, target->tty));
	}
}

static void set_focus(struct locate *locate, gint64 window)
{
	if (window == locate->focused)
		return;
	locate->focused = window;
	locate->focused_at = now_ms();
	locate->events->focus(window, locate->data);
}

/* Nobody has to be asked or waited for. */
static gboolean is_settled(const struct locate *locate)
{
	if (locate->timer && locate->due <= now_ms() + SOON_MS)
		return FALSE;
	return !locate->tree_asked && servers_are_settled(locate->servers);
}

static void take_answer(struct locate *locate)
{
	resolve_all(locate);
	if (!is_settled(locate))
		return;
	servers_drop_unused(locate->servers);
	locate->events->settled(locate->data);
}

static void on_server(gpointer data)
{
	take_answer(data);
}

static void ask_tree(struct locate *locate);

static void on_tree(struct sway_tree *tree, gpointer data)
{
	struct locate *locate = data;

	locate->tree_asked = FALSE;
	sway_tree_free(locate->tree);
	locate->tree = tree;
	if (tree)
		binding_prune(locate->binding, tree);
	set_focus(locate, tree ? tree->focused : 0);
	if (locate->tree_again)
		ask_tree(locate);
	take_answer(locate);
}

static void ask_tree(struct locate *locate)
{
	locate->tree_again = locate->tree_asked;
	if (locate->tree_asked)
		return;
	locate->tree_asked = TRUE;
	sway_get_tree(locate->sway, on_tree, locate);
}

static gboolean on_due(gpointer data)
{
	struct locate *locate = data;
	GHashTableIter iter;
	gpointer value;

	locate->timer = 0;
	servers_begin(locate->servers);
	g_hash_table_iter_init(&iter, locate->targets);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct target *target = value;

		if (!target->ended)
			servers_want(locate->servers, target->pid);
	}
	/* With what is known already; the answers may be slow. */
	resolve_all(locate);
	ask_tree(locate);
	return G_SOURCE_REMOVE;
}

void locate_request(struct locate *locate, guint delay_ms)
{
	gint64 due = now_ms() + delay_ms;

	if (locate->timer && locate->due <= due)
		return;
	g_clear_handle_id(&locate->timer, g_source_remove);
	locate->due = due;
	locate->timer = g_timeout_add(delay_ms, on_due, locate);
}

static void on_up(gpointer data)
{
	locate_request(data, 0);
}

static void on_window(const struct sway_event *event, gpointer data)
{
	struct locate *locate = data;

	if (event->change == SWAY_CHANGE_FOCUS)
		set_focus(locate, event->id);
	if (event->change == SWAY_CHANGE_NEW && event->pid > 0)
		spawn_window(locate->spawn, event->pid, event->id);
	/* A title says where a tmux client has gone, if anything: not urgent. */
	locate_request(locate, event->change == SWAY_CHANGE_TITLE ? TITLE_MS : SOON_MS);
}

static void on_learned(gpointer data)
{
	struct locate *locate = data;

	resolve_all(locate);
}

static const struct sway_events SWAY_EVENTS = {
	.up = on_up,
	.down = on_up,
	.window = on_window,
};

struct locate *locate_new(const struct locate_events *events, gpointer data)
{
	struct locate *locate = g_new0(struct locate, 1);

	locate->events = events;
	locate->data = data;
	locate->binding = binding_new();
	locate->targets = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, target_free);
	locate->servers = servers_new(on_server, locate);
	locate->spawn = spawn_new(locate->binding, on_learned, locate);
	locate->sway = sway_new(&SWAY_EVENTS, locate);
	return locate;
}

void locate_free(struct locate *locate)
{
	if (!locate)
		return;
	sway_free(locate->sway);
	g_clear_handle_id(&locate->timer, g_source_remove);
	spawn_free(locate->spawn);
	binding_free(locate->binding);
	sway_tree_free(locate->tree);
	g_hash_table_unref(locate->targets);
	servers_free(locate->servers);
	g_free(locate);
}

void locate_add(struct locate *locate, const char *id, pid_t pid, const char *tty)
{
	struct target *target;

	if (!g_hash_table_contains(locate->targets, id)) {
		target = g_new0(struct target, 1);
		target->id = g_strdup(id);
		target->pid = pid;
		target->tty = g_strdup(tty);
		g_hash_table_insert(locate->targets, target->id, target);
	}
	locate_request(locate, 0);
}

void locate_end(struct locate *locate, const char *id)
{
	struct target *target = g_hash_table_lookup(locate->targets, id);

	if (target)
		target->ended = TRUE;
}

void locate_forget(struct locate *locate, const char *id)
{
	g_hash_table_remove(locate->targets, id);
}

void locate_input(struct locate *locate, const char *id)
{
	const struct place *place = locate_find(locate, id);
	const struct sway_window *window =
		locate->tree ? sway_tree_find(locate->tree, locate->focused) : NULL;

	locate_request(locate, INPUT_MS);
	if (!place || !window || place->candidates->len < 2 || place->terminal != window->pid)
		return;
	if (now_ms() - locate->focused_at < FOCUS_STEADY_MS)
		return;
	if (binding_learn(locate->binding, place->terminal, place->tty, window->id)) {
		log_debug("terminal %s of process %d: input at window %" G_GINT64_FORMAT,
			place->tty, place->terminal, window->id);
		resolve_all(locate);
	}
}

const struct place *locate_find(const struct locate *locate, const char *id)
{
	const struct target *target = g_hash_table_lookup(locate->targets, id);

	return target ? target->place : NULL;
}

const struct sway_window *locate_window(const struct locate *locate, gint64 window)
{
	return locate->tree ? sway_tree_find(locate->tree, window) : NULL;
}

struct sway *locate_sway(const struct locate *locate)
{
	return locate->sway;
}
