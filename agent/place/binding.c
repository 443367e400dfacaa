/* SPDX-License-Identifier: MIT */
#include "agent/place/binding.h"

#include <limits.h>

#define BINDINGS_MAX 4096

struct bound {
	struct shell shell; /* first: the table's key */
	gint64 window;      /* 0: doubted, for the rest of the stay */
};

struct binding {
	GHashTable *shells; /* struct shell -> struct bound */
};

static guint shell_hash(gconstpointer key)
{
	const struct shell *shell = key;

	return g_direct_hash(GINT_TO_POINTER(shell->pid)) ^ (guint)shell->start;
}

static gboolean shell_equal(gconstpointer a, gconstpointer b)
{
	const struct shell *one = a, *two = b;

	return one->pid == two->pid && one->start == two->start;
}

struct binding *binding_new(void)
{
	struct binding *binding = g_new0(struct binding, 1);

	binding->shells = g_hash_table_new_full(shell_hash, shell_equal, NULL, g_free);
	return binding;
}

void binding_free(struct binding *binding)
{
	if (!binding)
		return;
	g_hash_table_unref(binding->shells);
	g_free(binding);
}

static void bind(struct binding *binding, const struct shell *shell, gint64 window)
{
	struct bound *bound = g_new(struct bound, 1);

	*bound = (struct bound){*shell, window};
	g_hash_table_replace(binding->shells, &bound->shell, bound);
}

gboolean binding_learn(struct binding *binding, const struct shell *shell, gint64 window)
{
	if (shell->pid == 0 || binding_find(binding, shell) == window)
		return FALSE;
	bind(binding, shell, window);
	return TRUE;
}

gboolean binding_witness(struct binding *binding, const struct shell *shell, gint64 window)
{
	struct bound *known = g_hash_table_lookup(binding->shells, shell);

	if (!known)
		return binding_learn(binding, shell, window);
	if (known->window == 0 || known->window == window)
		return FALSE;
	known->window = 0;
	return TRUE;
}

gboolean binding_forget(struct binding *binding, const struct shell *shell)
{
	return g_hash_table_remove(binding->shells, shell);
}

static gboolean is_doubted(gpointer key, gpointer value, gpointer data)
{
	const struct bound *bound = value;

	return bound->window == 0;
}

void binding_new_stay(struct binding *binding)
{
	g_hash_table_foreach_remove(binding->shells, is_doubted, NULL);
}

gint64 binding_find(const struct binding *binding, const struct shell *shell)
{
	const struct bound *known = g_hash_table_lookup(binding->shells, shell);

	return known ? known->window : 0;
}

static gboolean is_gone(gpointer key, gpointer value, gpointer data)
{
	const struct bound *bound = value;

	return bound->window != 0 && sway_tree_find(data, bound->window) == NULL;
}

gboolean binding_prune(struct binding *binding, const struct sway_tree *tree)
{
	return g_hash_table_foreach_remove(binding->shells, is_gone, (gpointer)tree) > 0;
}

void binding_clear(struct binding *binding)
{
	g_hash_table_remove_all(binding->shells);
}

char *binding_print(const struct binding *binding)
{
	GString *text = g_string_new(NULL);
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, binding->shells);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct bound *bound = value;

		if (bound->window != 0)
			g_string_append_printf(text,
				"%d %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT "\n", bound->shell.pid,
				bound->shell.start, bound->window);
	}
	return g_string_free(text, FALSE);
}

static gboolean parse_number(const char *text, guint64 max, guint64 *ret)
{
	return g_ascii_string_to_unsigned(text, 10, 1, max, ret, NULL);
}

void binding_parse(struct binding *binding, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", BINDINGS_MAX);

	for (gsize i = 0; lines[i]; i++) {
		g_auto(GStrv) parts = g_strsplit(lines[i], " ", 4);
		guint64 pid, start, window;

		if (g_strv_length(parts) == 3 && parse_number(parts[0], INT_MAX, &pid) &&
			parse_number(parts[1], G_MAXUINT64, &start) &&
			parse_number(parts[2], G_MAXINT64, &window))
			bind(binding, &(struct shell){(pid_t)pid, start}, (gint64)window);
	}
}
