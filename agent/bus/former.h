/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BUS_FORMER_H
#define AGENT_BUS_FORMER_H

#include "agent/bus/requests.h"

/* The bus object as it was before, for those who know no other yet. */

struct former;

struct former *former_new(const struct requests *requests);
void former_free(struct former *former);

/* NULL takes it off. */
void former_set_bus(struct former *former, GDBusConnection *connection);

void former_changed(struct former *former, GVariant *session);
void former_removed(struct former *former, const char *id);

void former_set_connected(struct former *former, gboolean connected);

#endif
