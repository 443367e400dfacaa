/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BUS_OBJECTS_H
#define AGENT_BUS_OBJECTS_H

#include "agent/bus/requests.h"

/* What is on the bus, as org.ebpfaimonitor.Agent1.xml says: the agent, and each session. */

struct objects;

struct objects *objects_new(const struct requests *requests);
void objects_free(struct objects *objects);

/* NULL takes them off. */
void objects_set_bus(struct objects *objects, GDBusConnection *connection);

/* SESSION is an a{sv} of describe_session(). */
void objects_changed(struct objects *objects, const char *id, GVariant *session);
void objects_removed(struct objects *objects, const char *id);

/* What the agent says of itself. */
void objects_set_state(struct objects *objects, gboolean connected, gboolean paused);

#endif
