/* SPDX-License-Identifier: MIT */
#include "agent/place/owner.h"

#include <string.h>

/* The only window of PID whose title is the one tmux has set, or 0. */
static gint64 window_of_title(const struct sway_tree *tree, pid_t pid, const char *title)
{
	gint64 found = 0;

	for (guint i = 0; title && *title && i < tree->windows->len; i++) {
		const struct sway_window *window = g_ptr_array_index(tree->windows, i);

		if (window->pid != pid || strcmp(window->name, title) != 0)
			continue;
		if (found)
			return 0;
		found = window->id;
	}
	return found;
}

static gint64 window_of_evidence(
	const struct resolve_facts *facts, pid_t pid, const struct shell *shell, const char *title)
{
	gint64 window = window_of_title(facts->tree, pid, title);
	const struct sway_window *found;

	if (window)
		return window;
	window = binding_find(facts->binding, shell);
	found = window ? sway_tree_find(facts->tree, window) : NULL;
	return found && found->pid == pid ? window : 0;
}

/* By the name of the program or, where that is a wrapper, of its windows. */
static gboolean is_terminal(
	const struct resolve_facts *facts, const struct proc_stat *process, gint64 window)
{
	const struct sway_window *shown = sway_tree_find(facts->tree, window);

	return !facts->terminals || g_strv_contains(facts->terminals, process->comm) ||
		(shown && g_strv_contains(facts->terminals, shown->app_id));
}

gboolean owner_settle(const struct resolve_facts *facts, struct place *place,
	const struct proc_stat *process, const char *title)
{
	gint64 last = 0;
	guint count = facts->tree ? sway_tree_of_pid(facts->tree, process->pid, &last) : 0;

	if (count == 0)
		return FALSE;
	place_add_step(place, "%s %d", process->comm, process->pid);
	place->result = PLACE_NONE;
	if (!is_terminal(facts, process, last))
		return TRUE;
	place->terminal = process->pid;
	place->window =
		count == 1 ? last : window_of_evidence(facts, process->pid, &place->shell, title);
	place->result = place->window ? PLACE_FOUND : PLACE_AMBIGUOUS;
	for (guint i = 0; i < facts->tree->windows->len; i++) {
		const struct sway_window *window = g_ptr_array_index(facts->tree->windows, i);

		if (window->pid == process->pid)
			place_add_candidate(place, window->id);
	}
	return TRUE;
}
