/* SPDX-License-Identifier: MIT */
#include "agent/cli/table.h"

#include "agent/bus/order.h"
#include "agent/cli/grid.h"
#include "tests/check.h"
#include "tests/unit/agent/cli/sessions.h"

#define NOW 61000

static GPtrArray *make_order(const char *project)
{
	g_autoptr(GVariant) list = make_list((GVariant *[]){
		make_session("1-1", "working", "", 1000),
		with(make_session("2-1", "waiting", "attention", 1000), "project",
			g_variant_new_string(project)),
		NULL,
	});

	return order_sort(list);
}

static void test_lines(void)
{
	g_autoptr(GPtrArray) order = make_order("日本");
	g_auto(GStrv) lines = table_lines(order, &(struct table_style){.legend = TRUE}, NOW);
	g_auto(GStrv) bare = table_lines(order, &(struct table_style){0}, NOW);
	g_auto(GStrv) coloured = table_lines(order, &(struct table_style){.coloured = TRUE}, NOW);

	CHECK_INT(g_strv_length(lines), 3);
	CHECK_STR(lines[0], "STATE     AGE    AGENT        PROJECT  WHERE");
	CHECK_STR(lines[1], "approval  1 min  Claude Code  日本     , main:1.0");
	CHECK_STR(lines[2], "working   1 min  Claude Code  webshop  , main:1.0");
	CHECK_STR(bare[0], lines[1]);
	CHECK(g_str_has_prefix(coloured[0], "\033[1;33mapproval\033[0m  1 min"));
}

/* Whatever the names are, and however little room there is. */
static void test_room(void)
{
	static const char *const NAMES[] = {"a",
		"a-project-of-a-long-name-that-is-not-over-yet-and-"
		"goes-on-and-on-and-on-until-no-terminal-holds-it",
		"日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本"
		"語",
		"e\u0301\u0301\u0301\u0301"};

	for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++)
		for (int width = 1; width < 120; width++) {
			g_autoptr(GPtrArray) order = make_order(NAMES[i]);
			struct table_style style = {.width = width, .legend = TRUE};
			g_auto(GStrv) lines = table_lines(order, &style, NOW);

			CHECK_INT(g_strv_length(lines), 3);
			for (char **line = lines; *line; line++)
				CHECK(grid_width(*line) <= MAX(width, 8));
			if (width >= 40)
				CHECK(g_str_has_prefix(lines[1], "approval  1 min  Clau"));
		}
}

static void test_none(void)
{
	g_autoptr(GPtrArray) empty = g_ptr_array_new();
	g_auto(GStrv) lines = table_lines(empty, &(struct table_style){0}, NOW);

	CHECK_INT(g_strv_length(lines), 0);
}

int main(void)
{
	test_lines();
	test_room();
	test_none();
	return 0;
}
