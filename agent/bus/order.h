/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BUS_ORDER_H
#define AGENT_BUS_ORDER_H

#include <glib.h>

/* Which session needs its user most, of sessions as the bus shows them. Pure. */

enum order_rank {
	ORDER_ATTENTION, /* an approval or a question: it can't go on */
	ORDER_DIED,
	ORDER_UNSEEN, /* waits, and its user has not looked */
	ORDER_SEEN,
	ORDER_WORKING,
	ORDER_STOPPED,
	ORDER_UNKNOWN,
};

enum order_rank order_rank(GVariant *session);

/* The children of an aa{sv}, what needs its user most first, of one rank the oldest. */
GPtrArray *order_sort(GVariant *sessions);

#endif
