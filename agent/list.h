/* SPDX-License-Identifier: MIT */
#ifndef AGENT_LIST_H
#define AGENT_LIST_H

#include "agent/locate.h"
#include "agent/model.h"

/* All sessions as the bus shows them, an aa{sv} of describe_session(). Floating. */
GVariant *list_sessions(struct model *model, struct locate *locate);

#endif
