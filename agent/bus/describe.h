/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BUS_DESCRIBE_H
#define AGENT_BUS_DESCRIBE_H

#include "agent/place/resolve.h"
#include "agent/session/model.h"
#include "agent/sway/tree.h"

#include <glib.h>

/*
 * A session as the bus shows it, an a{sv}: id, name, source, agent, project, tty, state, reason,
 * kind, need (s); pid (u); since-ms, started-ms, worked-ms (x); seen, background (b); place (s: found,
 * ambiguous, detached, none, pending); window (x: con_id, 0 for none); candidates (ax); and where known
 * kind-reason, path (as), title, workspace, tmux (s: "main:1.0").
 *
 * Pure. PLACE and WINDOW may be NULL. The result is floating.
 */
GVariant *describe_session(const struct model_session *session, const struct place *place,
	const struct sway_window *window);

/* "main:1.0", or NULL without tmux; the caller frees. */
char *describe_target(const struct place *place);

/* The object of a session; the caller frees. */
char *describe_path(const char *id);

#endif
