/* SPDX-License-Identifier: MIT */
#include "agent/notify/shown.h"
#include "tests/check.h"

static guint count(const char *text, const char *server)
{
	g_autoptr(GPtrArray) list = shown_parse(text, server);

	return list->len;
}

static void test_parse(void)
{
	g_autoptr(GPtrArray) list = shown_parse(":1.5\n7 3 11-22\n8 4 summary-died", ":1.5");
	const struct shown *one;

	CHECK_INT(list->len, 2);
	one = g_ptr_array_index(list, 0);
	CHECK_INT(one->id, 7);
	CHECK_INT(one->serial, 3);
	CHECK_STR(one->key, "11-22");
}

static void test_another_server(void)
{
	CHECK_INT(count(":1.5\n7 3 11-22", ":1.6"), 0);
}

static void test_garbage(void)
{
	CHECK_INT(count("", ":1.5"), 0);
	CHECK_INT(count(":1.5", ":1.5"), 0);
	CHECK_INT(
		count(":1.5\n\n7\n7 3\n7 3 \n0 3 x\n7 0 x\n-1 3 x\n99999999999 3 x\nx y z", ":1.5"),
		0);
}

int main(void)
{
	test_parse();
	test_another_server();
	test_garbage();
	return 0;
}
