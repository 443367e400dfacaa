/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BUS_VISIT_H
#define AGENT_BUS_VISIT_H

#include "agent/place/locate.h"

#include <gio/gio.h>

/*
 * Takes the user to a session: not to where it was when it was last looked for, since panes and
 * windows move, but after a fresh look.
 */
struct visit;

/* For visits that nobody else gets an answer to. */
struct visit_events {
	void (*failed)(const char *id, const char *why, gpointer data);
	/* Several windows may be meant. FALSE where the user can't be asked. */
	gboolean (*ambiguous)(const char *id, gpointer data);
};

struct visit *visit_new(struct locate *locate, const struct visit_events *events, gpointer data);
void visit_free(struct visit *visit);

/* WINDOW is the one that its user says it is, of those it may be, or 0. CALL gets the answer, the
 * events where it is NULL. */
void visit_session(struct visit *visit, const char *id, gint64 window, GDBusMethodInvocation *call);

/* Whether the place of a session is still needed. */
gboolean visit_is_under_way(const struct visit *visit, const char *id);

/* The look is done. */
void visit_settled(struct visit *visit);

#endif
