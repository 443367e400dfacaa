/* SPDX-License-Identifier: MIT */
#ifndef AGENT_SESSION_LINK_H
#define AGENT_SESSION_LINK_H

#include "proto/frame.h"

#include <glib.h>

/* The connection to the collector: there whenever the collector is. */

struct link;

struct link_events {
	void (*frame)(const struct frame *frame, gpointer data);
	void (*down)(gpointer data);
	/* NULL, or who is told that there is no collector instead of the log: once for each time. */
	void (*missed)(const char *why, gpointer data);
};

struct link *link_new(const char *path, const struct link_events *events, gpointer data);
void link_free(struct link *link);

gboolean link_is_up(const struct link *link);

#endif
