/* SPDX-License-Identifier: MIT */
#include "agent/bus/order.h"

#include "agent/bus/field.h"

#include <string.h>

enum need order_need(GVariant *session)
{
	return need_parse(field_string(session, "need"));
}

/* Of what needs nothing. */
static guint rank_state(GVariant *session)
{
	static const char *const STATES[] = {"waiting", "working", "stopped"};
	guint rank = 0;

	while (rank < G_N_ELEMENTS(STATES) &&
		strcmp(field_string(session, "state"), STATES[rank]) != 0)
		rank++;
	return rank;
}

static gint compare(gconstpointer left, gconstpointer right)
{
	GVariant *a = *(GVariant *const *)left, *b = *(GVariant *const *)right;
	enum need need_a = order_need(a), need_b = order_need(b);
	guint state_a = rank_state(a), state_b = rank_state(b);
	gint order;

	if (need_a == NEED_NONE && need_b == NEED_NONE && state_a != state_b)
		return state_a < state_b ? -1 : 1;
	order = need_order(need_a, field_int64(a, "since-ms"), need_b, field_int64(b, "since-ms"));
	return order ? order : strcmp(field_string(a, "id"), field_string(b, "id"));
}

GPtrArray *order_sort(GVariant *sessions)
{
	GPtrArray *order = g_ptr_array_new_with_free_func((GDestroyNotify)g_variant_unref);

	for (gsize i = 0; i < g_variant_n_children(sessions); i++)
		g_ptr_array_add(order, g_variant_get_child_value(sessions, i));
	g_ptr_array_sort(order, compare);
	return order;
}
