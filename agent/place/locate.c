/* SPDX-License-Identifier: MIT */
#include "agent/place/locate.h"

#include "agent/base/clock.h"
#include "agent/place/learn.h"
#include "agent/place/look.h"
#include "agent/tmux/servers.h"

#define SOON_MS  30   /* events come in groups */
#define TITLE_MS 3000 /* titles may change ten times a second */
#define INPUT_MS 1000
#define YOUNG_MS 3000
#define FRESH_MS 3000 /* a new session asks its terminal things: such input is nobody's */

struct target {
	char *id;
	pid_t pid;
	struct tty tty;
	gboolean ended;
	gint64 added; /* monotonic, ms */
	gint64 typed; /* wall clock, seconds: input that tmux is to be asked about; 0 for none */
	struct place *place;
};

struct locate {
	const struct locate_events *events;
	gpointer data;
	struct sway *sway;
	struct learn *learn;
	struct sway_tree *tree;
	GStrv terminals;     /* NULL for any */
	GHashTable *targets; /* id -> struct target */
	struct servers *servers;
	struct look *look;
	gint64 focused;
	gboolean tree_asked;
	gboolean tree_again;
	gint64 due; /* monotonic, ms, of TIMER */
	guint timer;
};

static void target_free(gpointer data)
{
	struct target *target = data;

	g_free(target->id);
	place_free(target->place);
	g_free(target);
}

static const struct sway_window *focused_window(const struct locate *locate)
{
	return locate->tree ? sway_tree_find(locate->tree, locate->focused) : NULL;
}

/*
 * Its terminal program owns one window, but the shell was started after that: perhaps for a second
 * window, which Sway is about to report. And what was started in a terminal, and has another one,
 * may be about to show that there, or in a window.
 */
static gboolean is_premature(struct locate *locate, const struct place *place)
{
	gint64 left = 0;

	if (place->result == PLACE_FOUND && place->shell.pid && place->candidates->len == 1 &&
		binding_find(learn_binding(locate->learn), &place->shell) != place->window)
		left = YOUNG_MS - proc_age_ms(place->shell.start);
	if (place->wrapper.pid && place->result != PLACE_PENDING)
		left = MAX(left, YOUNG_MS - proc_age_ms(place->wrapper.start));
	if (left <= 0)
		return FALSE;
	locate_request(locate, (guint)MIN(left, YOUNG_MS));
	return TRUE;
}

static void take_place(struct locate *locate, struct target *target, struct place *place)
{
	gboolean is_same = target->place && place_equal(target->place, place);

	if (is_premature(locate, place)) {
		place->result = PLACE_PENDING;
		place->window = 0;
		place->visible = FALSE;
	}
	/* Better what was true a moment ago than nothing. */
	if (place->result == PLACE_PENDING && target->place) {
		place_free(place);
		return;
	}
	place_free(target->place);
	target->place = place;
	learn_place(locate->learn, place);
	if (!is_same)
		locate->events->place(target->id, place, locate->data);
}

static void resolve_all(struct locate *locate)
{
	struct resolve_facts facts = look_begin(locate->look);
	GHashTableIter iter;
	gpointer value;

	facts.tree = locate->tree;
	facts.binding = learn_binding(locate->learn);
	facts.terminals = (const char *const *)locate->terminals;
	g_hash_table_iter_init(&iter, locate->targets);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		struct target *target = value;

		/* An ended process has no ancestors: where it was is where it was. */
		if (!target->ended)
			take_place(
				locate, target, resolve_place(&facts, target->pid, &target->tty));
	}
}

/* What tmux has said of the input it was asked about; TRUE where that told something. */
static gboolean take_typed(struct locate *locate)
{
	const struct sway_window *window = focused_window(locate);
	gboolean learned = FALSE;
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, locate->targets);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		struct target *target = value;

		if (target->typed && target->place && window)
			learned |=
				learn_answer(locate->learn, target->place, window, target->typed);
		target->typed = 0;
	}
	return learned;
}

static void set_focus(struct locate *locate, gint64 window)
{
	if (window == locate->focused)
		return;
	locate->focused = window;
	learn_focus(locate->learn);
	/* Of several windows that show a session, it is in the one its user went to last. */
	look_focus(locate->look, window);
	resolve_all(locate);
	locate->events->focus(window, locate->data);
}

/* Nobody has to be asked or waited for. */
static gboolean is_settled(const struct locate *locate)
{
	if (locate->timer && locate->due <= now_ms() + SOON_MS)
		return FALSE;
	return !locate->tree_asked && servers_are_settled(locate->servers);
}

static void take_answer(struct locate *locate, gboolean is_news)
{
	/* The last one stands for what else may have happened. */
	if (is_news || is_settled(locate))
		resolve_all(locate);
	if (!is_settled(locate))
		return;
	if (take_typed(locate))
		resolve_all(locate);
	servers_drop_unused(locate->servers);
	locate->events->settled(locate->data);
}

static void on_server(gpointer data)
{
	take_answer(data, TRUE);
}

static void on_server_changed(gpointer data)
{
	locate_request(data, SOON_MS);
}

/* Its client comes or goes about then. */
static void on_attached(gpointer data)
{
	locate_request(data, INPUT_MS);
}

static const struct servers_events SERVERS_EVENTS = {
	.answered = on_server,
	.changed = on_server_changed,
};

static void ask_tree(struct locate *locate);

static void on_tree(struct sway_tree *tree, gpointer data)
{
	struct locate *locate = data;
	gboolean is_same =
		sway_tree_compare(locate->tree, tree, locate->events->renamed, locate->data);

	locate->tree_asked = FALSE;
	sway_tree_free(locate->tree);
	locate->tree = tree;
	if (tree)
		learn_tree(locate->learn, tree);
	set_focus(locate, tree ? tree->focused : 0);
	if (locate->tree_again)
		ask_tree(locate);
	take_answer(locate, !is_same);
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
	gboolean is_new = FALSE;
	GHashTableIter iter;
	gpointer value;

	locate->timer = 0;
	servers_begin(locate->servers);
	g_hash_table_iter_init(&iter, locate->targets);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct target *target = value;

		if (target->ended)
			continue;
		is_new |= !target->place;
		servers_want_tty(locate->servers, &target->tty, target->pid);
	}
	/* With what is known already; the answers may be slow. */
	if (is_new)
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
	/* What is known already is shown first. */
	locate->timer = g_timeout_add_full(G_PRIORITY_DEFAULT_IDLE, delay_ms, on_due, locate, NULL);
}

static void on_up(gpointer data)
{
	struct locate *locate = data;
	g_autofree char *desktop = sway_identity(locate->sway);

	learn_desktop(locate->learn, desktop);
	locate_request(locate, 0);
}

static void on_down(gpointer data)
{
	locate_request(data, 0);
}

static void take_new_window(struct locate *locate, gint64 window, pid_t pid)
{
	if (!locate->tree || pid <= 0 || sway_tree_find(locate->tree, window))
		return;
	learn_window(locate->learn, locate->tree, pid, window);
	sway_tree_add(locate->tree, window, pid);
}

static void on_window(const struct sway_event *event, gpointer data)
{
	struct locate *locate = data;

	if (event->change == SWAY_CHANGE_FOCUS)
		set_focus(locate, event->id);
	if (event->change == SWAY_CHANGE_NEW)
		take_new_window(locate, event->id, event->pid);
	/* A title says where a tmux client has gone, if anything: not urgent. */
	locate_request(locate, event->change == SWAY_CHANGE_TITLE ? TITLE_MS : SOON_MS);
}

static void on_learned(gpointer data)
{
	resolve_all(data);
}

static const struct sway_events SWAY_EVENTS = {
	.up = on_up,
	.down = on_down,
	.window = on_window,
};

struct locate *locate_new(const struct locate_events *events, gpointer data)
{
	struct locate *locate = g_new0(struct locate, 1);

	locate->events = events;
	locate->data = data;
	locate->targets = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, target_free);
	locate->servers = servers_new(&SERVERS_EVENTS, locate);
	locate->look = look_new(locate->servers, on_attached, locate);
	locate->learn = learn_new(on_learned, locate);
	locate->sway = sway_new(&SWAY_EVENTS, locate);
	return locate;
}

void locate_free(struct locate *locate)
{
	if (!locate)
		return;
	sway_free(locate->sway);
	g_clear_handle_id(&locate->timer, g_source_remove);
	learn_free(locate->learn);
	sway_tree_free(locate->tree);
	g_hash_table_unref(locate->targets);
	look_free(locate->look);
	servers_free(locate->servers);
	g_strfreev(locate->terminals);
	g_free(locate);
}

void locate_set_terminals(struct locate *locate, const char *const *names)
{
	g_strfreev(locate->terminals);
	locate->terminals = g_strdupv((char **)names);
	locate_request(locate, 0);
}

void locate_add(struct locate *locate, const char *id, pid_t pid, const char *tty, guint64 device)
{
	struct target *target;

	if (g_hash_table_contains(locate->targets, id))
		return;
	target = g_new0(struct target, 1);
	*target = (struct target){g_strdup(id), pid, look_tty(pid, tty, device), .added = now_ms()};
	g_hash_table_insert(locate->targets, target->id, target);
	locate_request(locate, 0);
}

void locate_end(struct locate *locate, const char *id)
{
	struct target *target = g_hash_table_lookup(locate->targets, id);

	if (target)
		target->ended = TRUE;
	locate_request(locate, 0);
}

void locate_forget(struct locate *locate, const char *id)
{
	g_hash_table_remove(locate->targets, id);
}

void locate_input(struct locate *locate, const char *id)
{
	struct target *target = g_hash_table_lookup(locate->targets, id);
	const struct sway_window *window = focused_window(locate);

	locate_request(locate, INPUT_MS);
	if (!target || !target->place || !window || now_ms() - target->added < FRESH_MS)
		return;
	switch (learn_input(locate->learn, target->place, window)) {
	case LEARN_NOTHING:
		break;
	case LEARN_CHANGED:
		resolve_all(locate);
		break;
	case LEARN_ASK:
		target->typed = g_get_real_time() / G_USEC_PER_SEC;
		locate_request(locate, SOON_MS);
		break;
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
