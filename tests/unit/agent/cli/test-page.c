/* SPDX-License-Identifier: MIT */
#include "agent/cli/page.h"

#include "agent/bus/order.h"
#include "tests/check.h"
#include "tests/unit/agent/cli/sessions.h"

#define NOW 61500

static GPtrArray *make_order(void)
{
	g_autoptr(GVariant) list = make_list((GVariant *[]){
		make_session("1-1", "working", "", 1000),
		make_session("2-1", "waiting", "attention", 2000),
		make_session("3-1", "waiting", "finished", 3000),
		NULL,
	});

	return order_sort(list);
}

static void test_lines(void)
{
	g_autoptr(GPtrArray) order = make_order();
	struct page page = {
		.order = order, .note = "the agent\x1b[2J is gone", .width = 80, .height = 24};
	g_auto(GStrv) lines = page_lines(&page, NOW);

	CHECK_INT(g_strv_length(lines), 8);
	CHECK_STR(lines[0], "3 sessions, 2 wait for you. q ends this.");
	CHECK(g_str_has_prefix(lines[2], "STATE "));
	CHECK(g_str_has_prefix(lines[3], "approval "));
	CHECK_STR(lines[7], "the agent\xef\xbf\xbd[2J is gone");
}

/* Whatever the size, it fits. */
static void test_size(void)
{
	g_autoptr(GPtrArray) order = make_order();

	for (int height = 0; height < 12; height++)
		for (int width = 1; width < 60; width += 7) {
			struct page page = {
				.order = order, .note = "note", .width = width, .height = height};
			g_auto(GStrv) lines = page_lines(&page, NOW);

			CHECK((int)g_strv_length(lines) <= height);
		}
}

static void test_cut(void)
{
	g_autoptr(GPtrArray) order = make_order();
	struct page page = {.order = order, .width = 80, .height = 5};
	g_auto(GStrv) lines = page_lines(&page, NOW);

	CHECK_INT(g_strv_length(lines), 5);
	CHECK_STR(lines[4], "and 2 more");
}

static void test_lasts(void)
{
	g_autoptr(GPtrArray) order = make_order();
	g_autoptr(GPtrArray) empty = g_ptr_array_new();

	/* 60.5, 59.5 and 58.5 s old. */
	CHECK_INT(page_lasts_ms(&(struct page){.order = order}, NOW), 500);
	CHECK_INT(page_lasts_ms(&(struct page){.order = empty}, NOW), -1);
}

int main(void)
{
	test_lines();
	test_size();
	test_cut();
	test_lasts();
	return 0;
}
