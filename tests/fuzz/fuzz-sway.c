/* SPDX-License-Identifier: MIT */
#include "agent/sway/find.h"
#include "agent/sway/tree.h"
#include "fuzz.h"

static void check_tree(const char *text, gsize len)
{
	g_autoptr(GError) error = NULL;
	struct sway_tree *tree = sway_tree_parse(text, len, &error);
	gint64 last;

	CHECK(!tree == !!error);
	if (!tree)
		return;
	for (guint i = 0; i < tree->windows->len; i++) {
		const struct sway_window *window = g_ptr_array_index(tree->windows, i);

		CHECK(window->id > 0 && window->pid >= 0 && window->name && window->app_id);
		CHECK(window->pid || window->x11);
		CHECK(sway_tree_of_pid(tree, window->pid, &last) > 0);
	}
	CHECK(!tree->focused || sway_tree_find(tree, tree->focused));
	sway_tree_add(tree, 1, 1);
	CHECK(sway_tree_find(tree, 1));
	sway_tree_free(tree);
}

/* What Sway says: a tree, an event, the reply to a command; and where it is said to listen. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);
	g_autofree char *error = NULL, *path = NULL;
	struct sway_event event;

	check_tree(text, size);
	if (sway_event_parse(text, size, &event))
		CHECK(event.id >= 0 && event.pid >= 0 && event.change <= SWAY_CHANGE_TITLE);
	sway_reply_parse(text, size, &error);
	path = sway_find_parse(text, "SWAYSOCK");
	free(text);
	return 0;
}
