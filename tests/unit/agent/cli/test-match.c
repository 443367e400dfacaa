/* SPDX-License-Identifier: MIT */
#include "agent/cli/match.h"

#include "agent/bus/field.h"
#include "agent/bus/order.h"
#include "tests/check.h"
#include "tests/unit/agent/cli/sessions.h"

static GVariant *in_project(GVariant *session, const char *project)
{
	return with(session, "project", g_variant_new_string(project));
}

static GPtrArray *make_order(void)
{
	g_autoptr(GVariant) list = make_list((GVariant *[]){
		in_project(make_session("7-1", "waiting", "attention", 1), "web"),
		in_project(make_session("7-12", "waiting", "finished", 2), "Webshop"),
		with(in_project(make_session("9-1", "working", "", 3), "a\nb"), "agent",
			g_variant_new_string("Codex")),
		NULL,
	});

	return order_sort(list);
}

static void check_what(const char *what, const char *want)
{
	g_autoptr(GPtrArray) order = make_order(), found = match_what(order, what);
	g_autoptr(GString) got = g_string_new(NULL);

	for (guint i = 0; i < found->len; i++)
		g_string_append_printf(
			got, "%s%s", i ? " " : "", field_string(g_ptr_array_index(found, i), "id"));
	CHECK_STR(got->str, want);
}

static void test_what(void)
{
	check_what("7-1", "7-1");
	check_what("9", "");
	check_what("web", "7-1");
	check_what("WEBSHOP", "7-12");
	check_what("we", "7-1 7-12");
	check_what("codex", "9-1");
	check_what("claude code", "7-1 7-12");
	check_what("main:1.0", "7-1 7-12 9-1");
	check_what("a\xef\xbf\xbd"
		   "b",
		"9-1");
	check_what("a\nb", "9-1");
	check_what("", "");
	check_what("\xff\xff", "");
}

static guint count(struct request request)
{
	g_autoptr(GPtrArray) order = make_order();
	guint passed = 0;

	for (guint i = 0; i < order->len; i++)
		passed += match_filters(&request, g_ptr_array_index(order, i));
	return passed;
}

#define WORDS(...)                \
	(char *[])                \
	{                         \
		__VA_ARGS__, NULL \
	}

static void test_filters(void)
{
	CHECK_INT(count((struct request){0}), 3);
	CHECK_INT(count((struct request){.states = WORDS("waiting")}), 2);
	CHECK_INT(count((struct request){.states = WORDS("finished", "working")}), 2);
	CHECK_INT(
		count((struct request){.states = WORDS("attention"), .projects = WORDS("WEB")}), 1);
	CHECK_INT(count((struct request){.projects = WORDS("shop")}), 0);
	CHECK_INT(count((struct request){.agents = WORDS("Codex")}), 1);
	CHECK_INT(count((struct request){.agents = WORDS("claude")}),
		3); /* as its program is called */
	CHECK_INT(
		count((struct request){.agents = WORDS("claude"), .states = WORDS("stopped")}), 0);
}

int main(void)
{
	test_what();
	test_filters();
	return 0;
}
