/* SPDX-License-Identifier: MIT */
#include "agent/place/focus.h"

#include "agent/base/log.h"
#include "agent/tmux/tmux.h"

#define LOG_MODULE "focus"

struct focus {
	GPtrArray *hops; /* a copy, innermost first */
	guint left;      /* still to be gone to */
	focus_done done;
	gpointer data;
};

static void finish(struct focus *focus, const char *error)
{
	focus->done(error, focus->data);
	g_ptr_array_unref(focus->hops);
	g_free(focus);
}

static void on_selected(gboolean ok, gpointer data);

static void select_next(struct focus *focus)
{
	if (focus->left == 0) {
		finish(focus, NULL);
		return;
	}
	focus->left--;
	tmux_select(g_ptr_array_index(focus->hops, focus->left), on_selected, focus);
}

static void on_selected(gboolean ok, gpointer data)
{
	struct focus *focus = data;

	if (ok)
		select_next(focus);
	else
		finish(focus, "Its window is here, but its tmux pane is gone.");
}

static void on_window(const char *error, gpointer data)
{
	struct focus *focus = data;

	if (!error) {
		select_next(focus);
		return;
	}
	log_info("Sway can't focus the window: %s", error);
	finish(focus, "Its window is gone.");
}

static const char *why_not(const struct place *place)
{
	switch (place->result) {
	case PLACE_FOUND:
		return NULL;
	case PLACE_AMBIGUOUS:
		return "Its terminal has several windows, and nothing says yet which of them it "
		       "is. Type something in it, and it will be known.";
	case PLACE_DETACHED:
		return place->session_name
			? "No window shows its tmux session. Attach it: tmux attach-session"
			: "No window shows the session it runs in. Attach that first.";
	case PLACE_PENDING:
		return "tmux does not answer.";
	case PLACE_NONE:
		return "No window of this desktop shows it.";
	}
	return "No window of this desktop shows it.";
}

/* Meanwhile it may have become known, or gone elsewhere. */
static gint64 choose_window(const struct place *place, gint64 chosen, const char **ret_error)
{
	if (place->result == PLACE_AMBIGUOUS && chosen != 0) {
		*ret_error = place_has_candidate(place, chosen) ? NULL : "That window is gone.";
		return chosen;
	}
	*ret_error = why_not(place);
	return place->window;
}

void focus_place(
	struct sway *sway, const struct place *place, gint64 chosen, focus_done done, gpointer data)
{
	g_autofree char *command = NULL;
	const char *error;
	gint64 window = choose_window(place, chosen, &error);
	struct focus *focus;

	if (error) {
		done(error, data);
		return;
	}
	focus = g_new0(struct focus, 1);
	focus->hops = tmux_hops_copy(place->hops);
	focus->left = focus->hops->len;
	focus->done = done;
	focus->data = data;
	/* Sway shows the workspace, or takes the window out of the scratchpad, by itself. */
	command = g_strdup_printf("[con_id=%" G_GINT64_FORMAT "] focus", window);
	sway_command(sway, command, on_window, focus);
}
