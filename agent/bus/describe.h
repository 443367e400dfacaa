/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BUS_DESCRIBE_H
#define AGENT_BUS_DESCRIBE_H

#include "agent/place/resolve.h"
#include "agent/session/model.h"
#include "agent/sway/tree.h"

#include <glib.h>

/*
 * A session as the bus shows it, an a{sv}, by the properties of Session1 in
 * org.ebpfaimonitor.Agent1.xml: "kind-reason" is KindReason.
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
