/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BUS_ORDER_H
#define AGENT_BUS_ORDER_H

#include "agent/session/need.h"

/* Which session needs its user most, of sessions as the bus shows them. Pure. */

enum need order_need(GVariant *session);

/* The children of an aa{sv}, what needs its user most first, of one need the oldest; then what needs
 * nothing, by what it does. */
GPtrArray *order_sort(GVariant *sessions);

#endif
