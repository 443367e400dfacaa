/* SPDX-License-Identifier: MIT */
#include "agent/cli/offer.h"

#include "agent/bus/order.h"
#include "tests/check.h"
#include "tests/unit/agent/cli/sessions.h"

static void test_lines(void)
{
	g_autoptr(GVariant) list = make_list((GVariant *[]){
		make_session("7-1", "waiting", "attention", 1000),
		make_session("8-1", "working", "", 1000),
		make_session("9-1", "working", "", 1000),
		NULL,
	});
	g_autoptr(GPtrArray) order = order_sort(list);
	g_auto(GStrv) lines = offer_lines(order, "{{state}}\n{{project}} {{title}}", 61000);

	CHECK_INT(g_strv_length(lines), 3);
	CHECK_STR(lines[0], "attention webshop");
	CHECK_STR(lines[1], "working webshop");
	CHECK_STR(lines[2], "working webshop  9-1");
	CHECK_INT(offer_find(lines, "attention webshop\n"), 0);
	CHECK_INT(offer_find(lines, "working webshop"), 1);
	CHECK_INT(offer_find(lines, "working webshop  9-1\n"), 2);
	CHECK_INT(offer_find(lines, ""), -1);
	CHECK_INT(offer_find(lines, "working"), -1);
}

int main(void)
{
	test_lines();
	return 0;
}
