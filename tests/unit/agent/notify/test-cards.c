/* SPDX-License-Identifier: MIT */
#include "agent/notify/cards.h"
#include "tests/check.h"

static guint count(const char *text, const char *server)
{
	g_autoptr(GHashTable) cards = cards_new();

	CHECK_INT(cards_parse(cards, text, server, NULL), g_hash_table_size(cards) > 0);
	return g_hash_table_size(cards);
}

static void test_parse(void)
{
	static const char TEXT[] = ":1.5\n7 3 11-22\n8 4 summary-died";
	g_autoptr(GHashTable) cards = cards_new();
	const struct card *one;

	CHECK_INT(count(TEXT, ":1.5"), 2);
	CHECK(cards_parse(cards, TEXT, ":1.5", NULL));
	one = cards_find_id(cards, 7);
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
