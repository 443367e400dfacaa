/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BUS_LIST_H
#define AGENT_BUS_LIST_H

#include "agent/place/locate.h"
#include "agent/session/model.h"

/* All sessions as the bus shows them, an aa{sv} of describe_session(). Floating. */
GVariant *list_sessions(struct model *model, struct locate *locate);

#endif
