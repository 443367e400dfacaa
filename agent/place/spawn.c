/* SPDX-License-Identifier: MIT */
#include "agent/place/spawn.h"

#include "agent/base/clock.h"
#include "agent/base/log.h"
#include "agent/place/birth.h"
#include "agent/proc/proc.h"

#define LOG_MODULE "spawn"

struct spawn {
	struct binding *binding;
	void (*learned)(gpointer data);
	gpointer data;
	GHashTable *broods; /* pid -> struct brood, of programs that have windows */
};

/* The windows that a process has opened of late, while nothing is known to run in them. */
struct brood {
	struct spawn *spawn;
	pid_t pid;
	GArray *births; /* of struct birth */
	gboolean late;  /* it has been seen to start a shell after its window */
	guint timer;
};

static void brood_free(gpointer data)
{
	struct brood *brood = data;

	g_clear_handle_id(&brood->timer, g_source_remove);
	g_array_unref(brood->births);
	g_free(brood);
}

struct spawn *spawn_new(struct binding *binding, void (*learned)(gpointer data), gpointer data)
{
	struct spawn *spawn = g_new0(struct spawn, 1);

	spawn->binding = binding;
	spawn->learned = learned;
	spawn->data = data;
	spawn->broods = g_hash_table_new_full(NULL, NULL, NULL, brood_free);
	return spawn;
}

void spawn_free(struct spawn *spawn)
{
	if (!spawn)
		return;
	g_hash_table_unref(spawn->broods);
	g_free(spawn);
}

/* The shells whose window is not known, of struct start; the windows of the others are no births. */
static GArray *find_unbound(struct brood *brood, const GArray *shells)
{
	GArray *starts = g_array_new(FALSE, FALSE, sizeof(struct start));

	for (guint i = 0; i < shells->len; i++) {
		const struct proc_stat *stat = &g_array_index(shells, struct proc_stat, i);
		struct start start = {
			{stat->pid, stat->start}, now_ms() - proc_age_ms(stat->start)};
		gint64 window = binding_find(brood->spawn->binding, &start.shell);

		if (window == 0)
			g_array_append_val(starts, start);
		for (guint n = brood->births->len; n > 0; n--)
			if (g_array_index(brood->births, struct birth, n - 1).window == window)
				g_array_remove_index(brood->births, n - 1);
	}
	return starts;
}

static void bind(struct brood *brood, const GArray *starts)
{
	for (guint i = 0; i < starts->len; i++) {
		const struct start *start = &g_array_index(starts, struct start, i);
		const struct birth *birth = &g_array_index(brood->births, struct birth, i);

		brood->late |= start->at > birth->at;
		binding_learn(brood->spawn->binding, &start->shell, birth->window);
		log_debug("shell %d of process %d: born %" G_GINT64_FORMAT
			  " ms after window %" G_GINT64_FORMAT,
			start->shell.pid, brood->pid, start->at - birth->at, birth->window);
	}
}

/* A window without a new shell was given one that runs already: any of those in the others. */
static gboolean doubt(struct brood *brood, const GArray *shells)
{
	gboolean forgotten = FALSE;

	for (guint i = 0; i < shells->len; i++) {
		const struct proc_stat *stat = &g_array_index(shells, struct proc_stat, i);

		forgotten |= binding_forget(
			brood->spawn->binding, &(struct shell){stat->pid, stat->start});
	}
	return forgotten;
}

/* TRUE once there is nothing left to wait for; *LEARNED where the binding has changed. */
static gboolean look(struct brood *brood, gboolean is_last, gboolean *learned)
{
	g_autoptr(GArray) shells = proc_shells(brood->pid);
	g_autoptr(GArray) starts = find_unbound(brood, shells);

	if (brood->births->len == 0)
		return TRUE;
	switch (birth_match(brood->births, starts, brood->late)) {
	case BIRTH_MATCHED:
		bind(brood, starts);
		*learned = TRUE;
		return TRUE;
	case BIRTH_MOVED:
		*learned = is_last && doubt(brood, shells);
		return is_last;
	case BIRTH_UNKNOWN:
		return is_last;
	}
	return is_last;
}

static gboolean on_due(gpointer data)
{
	struct brood *brood = data;
	struct spawn *spawn = brood->spawn;
	const struct birth *last =
		&g_array_index(brood->births, struct birth, brood->births->len - 1);
	gint64 left = last->at + BIRTH_DOUBT_MS - now_ms();
	gboolean learned = FALSE;

	brood->timer = 0;
	if (look(brood, left <= 0, &learned))
		g_array_set_size(brood->births, 0);
	else
		brood->timer = g_timeout_add((guint)left, on_due, brood);
	if (learned)
		spawn->learned(spawn->data);
	return G_SOURCE_REMOVE;
}

static struct brood *find_brood(struct spawn *spawn, pid_t pid)
{
	struct brood *brood = g_hash_table_lookup(spawn->broods, GINT_TO_POINTER(pid));

	if (brood)
		return brood;
	brood = g_new0(struct brood, 1);
	brood->spawn = spawn;
	brood->pid = pid;
	brood->births = g_array_new(FALSE, FALSE, sizeof(struct birth));
	g_hash_table_insert(spawn->broods, GINT_TO_POINTER(pid), brood);
	return brood;
}

void spawn_window(struct spawn *spawn, pid_t pid, gint64 window)
{
	struct brood *brood = find_brood(spawn, pid);
	struct birth birth = {window, now_ms()};

	g_array_append_val(brood->births, birth);
	g_clear_handle_id(&brood->timer, g_source_remove);
	brood->timer = g_timeout_add(BIRTH_AFTER_MS, on_due, brood);
}

static gboolean is_gone(gpointer key, gpointer value, gpointer data)
{
	struct brood *brood = value;
	const struct sway_tree *tree = data;
	gint64 last;

	for (guint i = brood->births->len; i > 0; i--)
		if (!sway_tree_find(tree, g_array_index(brood->births, struct birth, i - 1).window))
			g_array_remove_index(brood->births, i - 1);
	if (brood->births->len == 0)
		g_clear_handle_id(&brood->timer, g_source_remove);
	return sway_tree_of_pid(tree, brood->pid, &last) == 0;
}

void spawn_prune(struct spawn *spawn, const struct sway_tree *tree)
{
	g_hash_table_foreach_remove(spawn->broods, is_gone, (gpointer)tree);
}
