/* SPDX-License-Identifier: MIT */
#ifndef AGENT_PLACE_LEARN_H
#define AGENT_PLACE_LEARN_H

#include "agent/place/binding.h"
#include "agent/place/resolve.h"

#include <glib.h>

/* Gathers the evidence that BINDING is made of, from what is seen as it happens. */

struct learn;

/* LEARNED is called when there is more, or less, outside of a call into here. */
struct learn *learn_new(void (*learned)(gpointer data), gpointer data);
void learn_free(struct learn *learn);

const struct binding *learn_binding(const struct learn *learn);

/* The Sway that the windows are of from now on, by its sway_identity, and what it shows. */
void learn_desktop(struct learn *learn, const char *desktop);
void learn_tree(struct learn *learn, const struct sway_tree *tree);

/* WINDOW, of program PID, is new; TREE is what was there before it. */
void learn_window(struct learn *learn, const struct sway_tree *tree, pid_t pid, gint64 window);

/* The focus has gone elsewhere. */
void learn_focus(struct learn *learn);

/* Where a session was found. */
void learn_place(struct learn *learn, const struct place *place);

/* Where its terminal got input just now, while WINDOW had the focus. */
enum learn_input {
	LEARN_NOTHING,
	LEARN_CHANGED,
	LEARN_ASK, /* only a tmux that is asked after the input can tell: again, with its answer */
};
enum learn_input learn_input(
	struct learn *learn, const struct place *place, const struct sway_window *window);

/* The same with a fresh PLACE; TYPED_S is the wall clock, in seconds, at the input. */
gboolean learn_answer(struct learn *learn, const struct place *place,
	const struct sway_window *window, gint64 typed_s);

#endif
