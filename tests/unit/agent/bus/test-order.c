/* SPDX-License-Identifier: MIT */
#include "agent/bus/order.h"

#include "agent/bus/field.h"
#include "tests/check.h"
#include "tests/unit/agent/cli/sessions.h"

static GPtrArray *make_order(void)
{
	g_autoptr(GVariant) list = make_list((GVariant *[]){
		make_session("unknown", "unknown", "", 1),
		make_session("works", "working", "", 1),
		seen(make_session("seen", "waiting", "finished", 1)),
		make_session("new", "waiting", "finished", 9),
		make_session("older", "waiting", "", 8),
		make_session("died", "exited", "", 9),
		make_session("stopped", "stopped", "", 1),
		with(make_session("first", "waiting", "", 1), "need",
			g_variant_new_string("prompt")),
		make_session("asks", "waiting", "attention", 20),
		make_session("asked", "waiting", "attention", 10),
		NULL,
	});

	return order_sort(list);
}

static const char *id_at(const GPtrArray *order, guint i)
{
	return field_string(g_ptr_array_index(order, i), "id");
}

static void test_sort(void)
{
	static const char *const WANT[] = {"asked", "asks", "died", "older", "new", "first", "seen",
		"works", "stopped", "unknown"};
	g_autoptr(GPtrArray) order = make_order();

	CHECK_INT(order->len, G_N_ELEMENTS(WANT));
	for (guint i = 0; i < order->len; i++)
		CHECK_STR(id_at(order, i), WANT[i]);
}

/* Of another version, with nothing we know. */
static void test_empty(void)
{
	g_autoptr(GVariant) list = make_list((GVariant *[]){g_variant_new("a{sv}", NULL), NULL});
	g_autoptr(GPtrArray) order = order_sort(list);

	CHECK_INT(order->len, 1);
	CHECK_INT(order_need(g_ptr_array_index(order, 0)), NEED_NONE);
}

int main(void)
{
	test_sort();
	test_empty();
	return 0;
}
