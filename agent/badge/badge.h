/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BADGE_BADGE_H
#define AGENT_BADGE_BADGE_H

#include "agent/badge/json.h"

#include <glib.h>

/* The badge directory: makes its files what is wanted, and learns what others do to them. */

struct badges;

/* DISMISSED is called when somebody else has removed the badge of a window that waits. NULL and an
 * error where the directory can't be used. */
struct badges *badges_new(const char *directory, void (*dismissed)(gint64 window, gpointer data),
	gpointer data, GError **error);

/* Removes its files. */
void badges_free(struct badges *badges);

/* WANTED, of struct badge, is everything that is to be there. */
void badges_apply(struct badges *badges, const GPtrArray *wanted);

/* The wall clock was set, by which they have their time: as a heartbeat. */
void badges_refresh(struct badges *badges);

/* $XDG_RUNTIME_DIR/i3pm-badges; NULL without that variable. The caller frees. */
char *badges_default_directory(void);

#endif
