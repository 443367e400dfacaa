/* SPDX-License-Identifier: MIT */
#include "agent/binding.h"

struct binding {
	GHashTable *windows; /* "PID TTY" -> gint64 * */
};

struct binding *binding_new(void)
{
	struct binding *binding = g_new0(struct binding, 1);

	binding->windows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return binding;
}

void binding_free(struct binding *binding)
{
	if (!binding)
		return;
	g_hash_table_unref(binding->windows);
	g_free(binding);
}

static char *make_key(pid_t pid, const char *tty)
{
	return g_strdup_printf("%d %s", pid, tty);
}

gboolean binding_learn(struct binding *binding, pid_t pid, const char *tty, gint64 window)
{
	g_autofree char *key = make_key(pid, tty);
	const gint64 *known = g_hash_table_lookup(binding->windows, key);
	gint64 *value;

	if (known && *known == window)
		return FALSE;
	if (known)
		return g_hash_table_remove(binding->windows, key);
	value = g_new(gint64, 1);
	*value = window;
	g_hash_table_insert(binding->windows, g_steal_pointer(&key), value);
	return TRUE;
}

gint64 binding_find(const struct binding *binding, pid_t pid, const char *tty)
{
	g_autofree char *key = make_key(pid, tty);
	const gint64 *known = g_hash_table_lookup(binding->windows, key);

	return known ? *known : 0;
}

static gboolean is_gone(gpointer key, gpointer value, gpointer data)
{
	const gint64 *window = value;

	return sway_tree_find(data, *window) == NULL;
}

void binding_prune(struct binding *binding, const struct sway_tree *tree)
{
	g_hash_table_foreach_remove(binding->windows, is_gone, (gpointer)tree);
}
