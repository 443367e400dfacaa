/* SPDX-License-Identifier: MIT */
#ifndef AGENT_SESSION_STORM_H
#define AGENT_SESSION_STORM_H

#include "agent/config/text.h"

#include <glib.h>

/*
 * Many sessions that end their turns at once are one piece of news: STORM_COUNT notifications of a
 * class within STORM_MS become one summary, and what comes as fast after them joins it. What asks for approval
 * never does, since each has to be answered. Pure.
 */
#define STORM_COUNT 4
#define STORM_MS    3000

/* Marks the notices of SESSIONS, id -> struct model_session, that belong into the summary of
 * CLASS. Where there is a new one in it, takes another SERIAL for the whole. */
void storm_gather(GHashTable *sessions, enum text_class class, gint64 now, guint *serial);

#endif
