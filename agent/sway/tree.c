/* SPDX-License-Identifier: MIT */
#include "agent/sway/tree.h"

#include <jansson.h>
#include <limits.h>
#include <string.h>

/* Sway nests a handful of levels; a deeper tree is none of ours. */
#define DEPTH_MAX 200

static void window_free(gpointer data)
{
	struct sway_window *window = data;

	g_free(window->name);
	g_free(window->app_id);
	g_free(window->workspace);
	g_free(window);
}

static char *dup_string(const json_t *object, const char *key)
{
	const char *value = json_string_value(json_object_get(object, key));

	return g_strdup(value ? value : "");
}

static pid_t get_pid(const json_t *node)
{
	json_int_t pid = json_integer_value(json_object_get(node, "pid"));

	return pid > 0 && pid <= INT_MAX ? (pid_t)pid : 0;
}

static gint64 get_id(const json_t *node)
{
	json_int_t id = json_integer_value(json_object_get(node, "id"));

	return id > 0 ? id : 0;
}

static gint64 get_x11(const json_t *node)
{
	json_int_t window = json_integer_value(json_object_get(node, "window"));

	return window > 0 && window <= G_MAXUINT32 ? window : 0;
}

static void add_window(struct sway_tree *tree, const json_t *node, const char *workspace)
{
	struct sway_window *window = g_new0(struct sway_window, 1);
	const json_t *app_id = json_object_get(node, "app_id");

	window->id = get_id(node);
	window->pid = get_pid(node);
	window->x11 = get_x11(node);
	window->name = dup_string(node, "name");
	window->app_id = json_is_string(app_id)
		? dup_string(node, "app_id")
		: dup_string(json_object_get(node, "window_properties"), "class");
	window->workspace = g_strdup(workspace);
	g_ptr_array_add(tree->windows, window);
	if (json_is_true(json_object_get(node, "focused")))
		tree->focused = window->id;
}

static gboolean walk(struct sway_tree *tree, const json_t *node, const char *workspace, guint depth)
{
	static const char *const CHILDREN[] = {"nodes", "floating_nodes"};
	const char *type = json_string_value(json_object_get(node, "type"));
	const char *name = json_string_value(json_object_get(node, "name"));

	if (!json_is_object(node) || depth > DEPTH_MAX)
		return FALSE;
	if (type && name && strcmp(type, "workspace") == 0)
		workspace = name;
	if ((get_pid(node) > 0 || get_x11(node) > 0) && get_id(node) > 0)
		add_window(tree, node, workspace);
	for (gsize i = 0; i < G_N_ELEMENTS(CHILDREN); i++) {
		const json_t *children = json_object_get(node, CHILDREN[i]);

		for (gsize n = 0; n < json_array_size(children); n++)
			if (!walk(tree, json_array_get(children, n), workspace, depth + 1))
				return FALSE;
	}
	return TRUE;
}

struct sway_tree *sway_tree_parse(const char *json, gsize len, GError **error)
{
	json_t *root = json_loadb(json, len, 0, NULL);
	struct sway_tree *tree = g_new0(struct sway_tree, 1);
	gboolean ok;

	tree->windows = g_ptr_array_new_with_free_func(window_free);
	ok = root && walk(tree, root, "", 0);
	json_decref(root);
	if (ok)
		return tree;
	sway_tree_free(tree);
	g_set_error_literal(error, g_quark_from_static_string("sway"), 0, "not a window tree");
	return NULL;
}

void sway_tree_free(struct sway_tree *tree)
{
	if (!tree)
		return;
	g_ptr_array_unref(tree->windows);
	g_free(tree);
}

const struct sway_window *sway_tree_find(const struct sway_tree *tree, gint64 id)
{
	for (guint i = 0; i < tree->windows->len; i++) {
		const struct sway_window *window = g_ptr_array_index(tree->windows, i);

		if (window->id == id)
			return window;
	}
	return NULL;
}

static gboolean is_named_so(const struct sway_window *a, const struct sway_window *b)
{
	return strcmp(a->name, b->name) == 0 && strcmp(a->workspace, b->workspace) == 0;
}

gboolean sway_tree_compare(const struct sway_tree *before, const struct sway_tree *after,
	void (*renamed)(gint64 id, gpointer data), gpointer data)
{
	gboolean is_same = before && after && before->windows->len == after->windows->len;

	for (guint i = 0; before && after && i < after->windows->len; i++) {
		const struct sway_window *window = g_ptr_array_index(after->windows, i);
		const struct sway_window *old = sway_tree_find(before, window->id);
		gboolean is_so = old && is_named_so(old, window);

		if (old && !is_so)
			renamed(window->id, data);
		is_same &= is_so && old->pid == window->pid &&
			strcmp(old->app_id, window->app_id) == 0;
	}
	return is_same;
}

void sway_tree_add(struct sway_tree *tree, gint64 id, pid_t pid)
{
	struct sway_window *window;

	if (sway_tree_find(tree, id))
		return;
	window = g_new0(struct sway_window, 1);
	window->id = id;
	window->pid = pid;
	window->name = g_strdup("");
	window->app_id = g_strdup("");
	window->workspace = g_strdup("");
	g_ptr_array_add(tree->windows, window);
}

guint sway_tree_of_pid(const struct sway_tree *tree, pid_t pid, gint64 *ret)
{
	guint count = 0;

	for (guint i = 0; i < tree->windows->len; i++) {
		const struct sway_window *window = g_ptr_array_index(tree->windows, i);

		if (window->pid != pid)
			continue;
		*ret = window->id;
		count++;
	}
	return count;
}

static enum sway_change parse_change(const char *name)
{
	if (g_strcmp0(name, "new") == 0)
		return SWAY_CHANGE_NEW;
	if (g_strcmp0(name, "close") == 0)
		return SWAY_CHANGE_CLOSE;
	if (g_strcmp0(name, "focus") == 0)
		return SWAY_CHANGE_FOCUS;
	if (g_strcmp0(name, "title") == 0)
		return SWAY_CHANGE_TITLE;
	return SWAY_CHANGE_OTHER;
}

gboolean sway_event_parse(const char *json, gsize len, struct sway_event *ret)
{
	json_t *event = json_loadb(json, len, 0, NULL);
	const char *change = json_string_value(json_object_get(event, "change"));
	const json_t *window = json_object_get(event, "container");

	if (change)
		*ret = (struct sway_event){parse_change(change), get_id(window), get_pid(window)};
	json_decref(event);
	return change != NULL;
}

gboolean sway_reply_parse(const char *json, gsize len, char **ret_error)
{
	json_t *replies = json_loadb(json, len, 0, NULL);
	gboolean ok = json_array_size(replies) > 0;

	*ret_error = NULL;
	for (gsize i = 0; ok && i < json_array_size(replies); i++) {
		const json_t *reply = json_array_get(replies, i);

		ok = json_is_true(json_object_get(reply, "success"));
		if (!ok)
			*ret_error = g_strdup(json_string_value(json_object_get(reply, "error")));
	}
	json_decref(replies);
	return ok;
}
