/* SPDX-License-Identifier: MIT */
#ifndef AGENT_PLACE_FOCUS_H
#define AGENT_PLACE_FOCUS_H

#include "agent/place/resolve.h"
#include "agent/sway/sway.h"

/* ERROR is NULL where the session is on the screen now. */
typedef void (*focus_done)(const char *error, gpointer data);

/*
 * Goes to a place: its window, and in it, from the outermost tmux inward, window and pane. CHOSEN
 * is the candidate its user has chosen where the place is ambiguous, else 0. DONE is called once.
 * PLACE is not needed after the call.
 */
void focus_place(struct sway *sway, const struct place *place, gint64 chosen, focus_done done,
	gpointer data);

#endif
