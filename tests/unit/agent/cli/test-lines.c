/* SPDX-License-Identifier: MIT */
#include "agent/cli/lines.h"

#include "tests/check.h"
#include "tests/unit/agent/cli/sessions.h"

/* Takes SESSION; "" for no line. */
static char *change(struct lines *lines, GVariant *session)
{
	g_autoptr(GVariant) taken = g_variant_ref_sink(session);
	char *line = lines_change(lines, taken, 0);

	return line ? line : g_strdup("");
}

static void check_change(struct lines *lines, GVariant *session, const char *want)
{
	g_autofree char *line = change(lines, session);

	CHECK_STR(line, want);
}

static void check_removal(struct lines *lines, GVariant *session, const char *want)
{
	g_autoptr(GVariant) taken = g_variant_ref_sink(session);
	g_autofree char *line = lines_removal(lines, taken, 0);

	CHECK_STR(line ? line : "", want);
}

static void test_format(void)
{
	char format[] = "{{id}} {{state}}", *states[] = {(char *)"waiting", NULL};
	struct request request = {.format = format, .states = states};
	struct lines *lines = lines_new(&request);

	check_change(lines, make_session("1-1", "working", "", 1), "");
	check_change(lines, make_session("1-1", "waiting", "finished", 1), "1-1 finished");
	check_change(lines, make_session("1-1", "waiting", "finished", 2), "");
	/* Whoever asked for what waits is told that it does no longer. */
	check_change(lines, make_session("1-1", "working", "", 2), "1-1 exited");
	check_change(lines, make_session("1-1", "working", "", 3), "");
	check_removal(lines, make_session("1-1", "working", "", 3), "");
	check_change(lines, make_session("2-1", "waiting", "", 1), "2-1 waiting");
	check_removal(lines, make_session("2-1", "waiting", "", 1), "2-1 exited");
	lines_free(lines);
}

static void test_json(void)
{
	struct request request = {.json = TRUE};
	struct lines *lines = lines_new(&request);
	g_autofree char *first = change(lines, make_session("1-1", "working", "", 1));

	CHECK(g_str_has_prefix(first, "{") && strstr(first, "\"id\":\"1-1\""));
	check_change(lines, make_session("1-1", "working", "", 1), "");
	check_removal(lines, make_session("1-1", "working", "", 1),
		"{\"id\":\"1-1\",\"state\":\"exited\"}");
	lines_free(lines);
}

static void test_words(void)
{
	struct request request = {.pretty = TRUE};
	struct lines *lines = lines_new(&request);
	g_autofree char *first = change(lines, make_session("1-1", "waiting", "attention", 1));

	CHECK_STR(first + 8, "  Claude Code webshop      approval            , main:1.0");
	check_change(lines, make_session("1-1", "waiting", "attention", 9), "");
	lines_free(lines);
}

int main(void)
{
	test_format();
	test_json();
	test_words();
	return 0;
}
