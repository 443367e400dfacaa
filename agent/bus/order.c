/* SPDX-License-Identifier: MIT */
#include "agent/bus/order.h"

#include "agent/bus/field.h"

#include <string.h>

enum order_rank order_rank(GVariant *session)
{
	const char *state = field_string(session, "state"), *need;

	if (strcmp(state, "waiting") == 0) {
		/* Its user has said that it needs nothing. */
		if (g_variant_lookup(session, "need", "&s", &need) && !*need)
			return ORDER_SEEN;
		if (strcmp(field_string(session, "kind"), "attention") == 0)
			return ORDER_ATTENTION;
		return field_boolean(session, "seen") ? ORDER_SEEN : ORDER_UNSEEN;
	}
	if (strcmp(state, "exited") == 0)
		return ORDER_DIED;
	if (strcmp(state, "working") == 0)
		return ORDER_WORKING;
	return strcmp(state, "stopped") == 0 ? ORDER_STOPPED : ORDER_UNKNOWN;
}

static gint compare(gconstpointer left, gconstpointer right)
{
	GVariant *a = *(GVariant *const *)left, *b = *(GVariant *const *)right;
	enum order_rank rank_a = order_rank(a), rank_b = order_rank(b);
	gint64 since_a = field_int64(a, "since-ms"), since_b = field_int64(b, "since-ms");

	if (rank_a != rank_b)
		return rank_a < rank_b ? -1 : 1;
	if (since_a != since_b)
		return since_a < since_b ? -1 : 1;
	return strcmp(field_string(a, "id"), field_string(b, "id"));
}

GPtrArray *order_sort(GVariant *sessions)
{
	GPtrArray *order = g_ptr_array_new_with_free_func((GDestroyNotify)g_variant_unref);

	for (gsize i = 0; i < g_variant_n_children(sessions); i++)
		g_ptr_array_add(order, g_variant_get_child_value(sessions, i));
	g_ptr_array_sort(order, compare);
	return order;
}
