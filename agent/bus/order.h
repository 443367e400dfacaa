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

/* It waits for a look, at least. */
gboolean order_is_due(GVariant *session);

/* The children of an aa{sv}, what needs its user most first, of one rank the oldest. */
GPtrArray *order_sort(GVariant *sessions);

/* Of those in ORDER that are due, the one after that with the id AFTER, from the end on to the
 * first; where that is not among them, or "", the first. NULL for none; not a new reference. */
GVariant *order_next(const GPtrArray *order, const char *after);

#endif
