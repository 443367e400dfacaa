/* SPDX-License-Identifier: MIT */
#include "agent/spawn.h"

#include "agent/log.h"
#include "agent/proc.h"

#define LOG_MODULE "spawn"

#define YOUNG_MS    500 /* or it may be a tab of another window */
#define RETRY_MS    100
#define RETRIES_MAX 6

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

/* The number of young shells whose window is not known; *RET is one of them. */
static guint find_unbound(const struct spawn *spawn, pid_t pid, struct shell *ret)
{
	g_autoptr(GArray) young = proc_young_shells(pid, YOUNG_MS);
	guint count = 0;

	for (guint i = 0; i < young->len; i++) {
		const struct proc_stat *stat = &g_array_index(young, struct proc_stat, i);
		struct shell shell = {stat->pid, stat->start};

		if (binding_find(spawn->binding, &shell) != 0)
			continue;
		*ret = shell;
		count++;
	}
	return count;
}

/* TRUE once there is nothing left to wait for. With two to choose from, none is chosen. */
static gboolean look(const struct birth *birth)
{
	struct spawn *spawn = birth->spawn;
	struct shell shell;
	guint count = find_unbound(spawn, birth->pid, &shell);

	if (count != 1)
		return count > 1;
	binding_learn(spawn->binding, &shell, birth->window);
	log_debug("shell %d of process %d: born with window %" G_GINT64_FORMAT, shell.pid,
		birth->pid, birth->window);
	spawn->learned(spawn->data);
	return TRUE;
}

static gboolean on_retry(gpointer data)
{
	struct birth *birth = data;

	if (!look(birth) && ++birth->tries < RETRIES_MAX)
		return G_SOURCE_CONTINUE;
	birth->timer = 0;
	g_ptr_array_remove_fast(birth->spawn->births, birth);
	return G_SOURCE_REMOVE;
}

void spawn_window(struct spawn *spawn, pid_t pid, gint64 window)
{
	struct birth *birth = g_new0(struct birth, 1);

	birth->spawn = spawn;
	birth->pid = pid;
	birth->window = window;
	if (look(birth)) {
		birth_free(birth);
		return;
	}
	birth->timer = g_timeout_add(RETRY_MS, on_retry, birth);
	g_ptr_array_add(spawn->births, birth);
}
