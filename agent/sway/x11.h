/* SPDX-License-Identifier: MIT */
#ifndef AGENT_SWAY_X11_H
#define AGENT_SWAY_X11_H

#include "agent/sway/tree.h"

#include <glib.h>

/* Which program a window of X11 is of, where its tree does not say so: i3's. */

struct x11;

struct x11 *x11_new(void);

/* Who waits for an answer gets it now. */
void x11_free(struct x11 *x11);

/* Completes TREE, which must stay until DONE is called: once, now or later. */
void x11_find_pids(
	struct x11 *x11, struct sway_tree *tree, void (*done)(gpointer data), gpointer data);

#endif
