/* SPDX-License-Identifier: MIT */
#include "agent/sway/x11.h"

#include "agent/base/log.h"
#include "agent/base/run.h"

#include <string.h>

#define LOG_MODULE "x11"

#define TIMEOUT_MS  2000
#define WINDOWS_MAX 256 /* that are asked for in one tree */

struct x11 {
	GHashTable *pids;    /* number of a window -> pid; 0 where it names none */
	GPtrArray *searches; /* of struct search, under way */
	gboolean failed;     /* which was said */
};

struct search {
	struct x11 *x11; /* NULL when that is gone */
	struct sway_tree *tree;
	guint left;
	void (*done)(gpointer data);
	gpointer data;
};

struct question {
	struct search *search;
	gint64 window;
};

struct x11 *x11_new(void)
{
	struct x11 *x11 = g_new0(struct x11, 1);

	x11->pids = g_hash_table_new(NULL, NULL);
	x11->searches = g_ptr_array_new();
	return x11;
}

void x11_free(struct x11 *x11)
{
	if (!x11)
		return;
	for (guint i = 0; i < x11->searches->len; i++) {
		struct search *search = g_ptr_array_index(x11->searches, i);

		search->x11 = NULL;
		search->done(search->data);
	}
	g_ptr_array_unref(x11->searches);
	g_hash_table_unref(x11->pids);
	g_free(x11);
}

/* "_NET_WM_PID = 4711" */
static pid_t parse_pid(const char *text)
{
	const char *sign = strstr(text, "= ");

	return sign ? (pid_t)CLAMP(g_ascii_strtoll(sign + 2, NULL, 10), 0, G_MAXINT) : 0;
}

/* Numbers are used again: what is not in the tree is forgotten. */
static gboolean is_gone(gpointer key, gpointer value, gpointer data)
{
	const struct sway_tree *tree = data;

	for (guint i = 0; i < tree->windows->len; i++) {
		const struct sway_window *window = g_ptr_array_index(tree->windows, i);

		if (window->x11 == GPOINTER_TO_INT(key))
			return FALSE;
	}
	return TRUE;
}

static void finish(struct search *search)
{
	struct x11 *x11 = search->x11;

	for (guint i = 0; i < search->tree->windows->len; i++) {
		struct sway_window *window = g_ptr_array_index(search->tree->windows, i);

		if (window->pid == 0)
			window->pid = GPOINTER_TO_INT(
				g_hash_table_lookup(x11->pids, GINT_TO_POINTER(window->x11)));
	}
	g_hash_table_foreach_remove(x11->pids, is_gone, search->tree);
	g_ptr_array_remove_fast(x11->searches, search);
	search->done(search->data);
	g_free(search);
}

static void take_answer(struct x11 *x11, gint64 window, const char *output, const char *error)
{
	if (error && !x11->failed)
		log_warning("the program of a window is unknown: xprop: %s", error);
	x11->failed |= error != NULL;
	g_hash_table_insert(x11->pids, GINT_TO_POINTER(window),
		GINT_TO_POINTER(output ? parse_pid(output) : 0));
}

static void on_answer(const char *output, const char *error, gpointer data)
{
	struct question *question = data;
	struct search *search = question->search;

	if (search->x11)
		take_answer(search->x11, question->window, output, error);
	g_free(question);
	if (--search->left > 0)
		return;
	if (search->x11)
		finish(search);
	else
		g_free(search);
}

/* By a program, so that nothing of X11 is linked for those who have none. */
static void ask(struct search *search, gint64 window)
{
	struct question *question = g_new0(struct question, 1);
	g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, window);
	const char *const argv[] = {"xprop", "-id", id, "-notype", "_NET_WM_PID", NULL};

	question->search = search;
	question->window = window;
	search->left++;
	run_command(argv, TIMEOUT_MS, on_answer, question);
}

void x11_find_pids(
	struct x11 *x11, struct sway_tree *tree, void (*done)(gpointer data), gpointer data)
{
	struct search *search = g_new0(struct search, 1);

	*search = (struct search){x11, tree, 0, done, data};
	g_ptr_array_add(x11->searches, search);
	for (guint i = 0; i < tree->windows->len && search->left < WINDOWS_MAX; i++) {
		const struct sway_window *window = g_ptr_array_index(tree->windows, i);

		if (window->pid == 0 &&
			!g_hash_table_contains(x11->pids, GINT_TO_POINTER(window->x11)))
			ask(search, window->x11);
	}
	if (search->left == 0)
		finish(search);
}
