/* SPDX-License-Identifier: MIT */
#include "agent/place/spawn.h"

#include "agent/base/log.h"
#include "agent/proc/proc.h"

#define LOG_MODULE "spawn"

/* From its start to the window's report: a shell that is older may be a tab of another window. A
 * busy machine may start it long after. */
#define BEFORE_MS   1000
#define AFTER_MS    1500
#define DOUBT_MS    4000 /* nobody is that late */
#define RETRY_MS    100  /* twice as long each time */
#define RETRIES_MAX 5

struct spawn {
	struct binding *binding;
	void (*learned)(gpointer data);
	gpointer data;
	GPtrArray *births; /* of struct birth, while they wait for their shell */
};

struct birth {
	struct spawn *spawn;
	pid_t pid;
	gint64 window;
	gint64 at; /* monotonic, ms */
	guint tries;
	guint timer;
};

static void birth_free(gpointer data)
{
	struct birth *birth = data;

	g_clear_handle_id(&birth->timer, g_source_remove);
	g_free(birth);
}

struct spawn *spawn_new(struct binding *binding, void (*learned)(gpointer data), gpointer data)
{
	struct spawn *spawn = g_new0(struct spawn, 1);

	spawn->binding = binding;
	spawn->learned = learned;
	spawn->data = data;
	spawn->births = g_ptr_array_new_with_free_func(birth_free);
	return spawn;
}

void spawn_free(struct spawn *spawn)
{
	if (!spawn)
		return;
	g_ptr_array_unref(spawn->births);
	g_free(spawn);
}

/* The number of shells started so long before it, or after, whose window is not known; *RET is one
 * of them. */
static guint find_unbound(
	const struct birth *birth, gint64 before_ms, gint64 after_ms, struct shell *ret)
{
	g_autoptr(GArray) shells = proc_shells(birth->pid);
	gint64 passed = g_get_monotonic_time() / 1000 - birth->at;
	guint count = 0;

	for (guint i = 0; i < shells->len; i++) {
		const struct proc_stat *stat = &g_array_index(shells, struct proc_stat, i);
		gint64 after = passed - proc_age_ms(stat->start);
		struct shell shell = {stat->pid, stat->start};

		if (after < -before_ms || after > after_ms ||
			binding_find(birth->spawn->binding, &shell) != 0)
			continue;
		*ret = shell;
		count++;
	}
	return count;
}

/* Whether something is known to run in its window. */
static gboolean is_known(const struct birth *birth)
{
	g_autoptr(GArray) shells = proc_shells(birth->pid);

	for (guint i = 0; i < shells->len; i++) {
		const struct proc_stat *stat = &g_array_index(shells, struct proc_stat, i);
		struct shell shell = {stat->pid, stat->start};

		if (binding_find(birth->spawn->binding, &shell) == birth->window)
			return TRUE;
	}
	return FALSE;
}

/* TRUE once there is nothing left to wait for: a shell that comes later is another window's. With
 * two to choose from, none is chosen. */
static gboolean look(const struct birth *birth)
{
	struct spawn *spawn = birth->spawn;
	struct shell shell;
	guint count;

	if (is_known(birth))
		return TRUE;
	count = find_unbound(birth, BEFORE_MS, AFTER_MS, &shell);
	if (count != 1)
		return count > 1;
	binding_learn(spawn->binding, &shell, birth->window);
	log_debug("shell %d of process %d: born %" G_GINT64_FORMAT
		  " ms ago, with window %" G_GINT64_FORMAT,
		shell.pid, birth->pid, proc_age_ms(shell.start), birth->window);
	spawn->learned(spawn->data);
	return TRUE;
}

/* Without a new shell, it was given one that runs already: any of those in the other windows. */
static void doubt_others(const struct birth *birth)
{
	g_autoptr(GArray) shells = proc_shells(birth->pid);
	gboolean forgotten = FALSE;
	struct shell unbound;

	if (is_known(birth) || find_unbound(birth, DOUBT_MS, DOUBT_MS, &unbound) > 0)
		return;
	for (guint i = 0; i < shells->len; i++) {
		const struct proc_stat *stat = &g_array_index(shells, struct proc_stat, i);

		forgotten |= binding_forget(
			birth->spawn->binding, &(struct shell){stat->pid, stat->start});
	}
	if (forgotten)
		birth->spawn->learned(birth->spawn->data);
}

static gboolean on_retry(gpointer data)
{
	struct birth *birth = data;
	gboolean done = look(birth);

	birth->timer = 0;
	if (!done && ++birth->tries < RETRIES_MAX) {
		birth->timer = g_timeout_add(RETRY_MS << birth->tries, on_retry, birth);
		return G_SOURCE_REMOVE;
	}
	if (!done)
		doubt_others(birth);
	g_ptr_array_remove_fast(birth->spawn->births, birth);
	return G_SOURCE_REMOVE;
}

void spawn_window(struct spawn *spawn, pid_t pid, gint64 window)
{
	struct birth *birth = g_new0(struct birth, 1);

	birth->spawn = spawn;
	birth->pid = pid;
	birth->window = window;
	birth->at = g_get_monotonic_time() / 1000;
	if (look(birth)) {
		birth_free(birth);
		return;
	}
	birth->timer = g_timeout_add(RETRY_MS, on_retry, birth);
	g_ptr_array_add(spawn->births, birth);
}
