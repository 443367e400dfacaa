/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BUS_LIST_H
#define AGENT_BUS_LIST_H

#include "agent/place/locate.h"
#include "agent/session/model.h"

/* Sessions as the bus shows them, by describe_session(). Floating. */
GVariant *list_session(const struct model_session *session, struct locate *locate);

/* All, an aa{sv}. */
GVariant *list_sessions(struct model *model, struct locate *locate);

#endif
