/* SPDX-License-Identifier: MIT */
#include "agent/cli/account.h"

#include "tests/check.h"
#include "tests/unit/agent/cli/sessions.h"

static GVariant *with_text(GVariant *session, const char *key, const char *text)
{
	return with(session, key, g_variant_new_string(text));
}

static void test_waits(void)
{
	const char *const steps[] = {"pts/3", "tmux main:1.0\x1b[2J", NULL};
	g_autoptr(GVariant) facts = g_variant_ref_sink(
		with(with_text(with_text(make_session("7-1", "waiting", "attention", 1000),
				       "reason", "quiet"),
			     "kind-reason", "cursor"),
			"path", g_variant_new_strv(steps, -1)));
	g_autofree char *text = account_text(facts, 0, 61000);

	CHECK(g_str_has_prefix(text, "Claude Code, webshop  (id 7-1, process 0 on )\n"));
	CHECK(strstr(text, "\n  state    waiting, by quiet: it paints nothing"));
	CHECK(strstr(text, "\n  since    1 min; worked 0 s before\n"));
	CHECK(strstr(text, "\n  for      attention, by cursor: it shows"));
	CHECK(strstr(text, "\n  way      pts/3\n           tmux main:1.0\xef\xbf\xbd[2J\n"));
}

static void test_untold(void)
{
	g_autoptr(GVariant) yet = g_variant_ref_sink(make_session("7-1", "waiting", "", 1000));
	g_autoptr(GVariant) works = g_variant_ref_sink(make_session("7-1", "working", "", 1000));
	g_autoptr(GVariant) empty = g_variant_ref_sink(g_variant_new("a{sv}", NULL));
	g_autofree char *text = account_text(yet, 0, 0), *other = account_text(works, 0, 0);
	g_autofree char *none = account_text(empty, 0, 0);

	CHECK(strstr(text, "\n  for      not known yet\n"));
	CHECK(!strstr(other, "\n  for "));
	CHECK(strstr(none, "by nothing: nothing tells"));
}

static GVariant *with_number(GVariant *session, const char *key, gint64 number)
{
	return with(session, key, g_variant_new_int64(number));
}

static void check_account(GVariant *session, const char *want)
{
	g_autoptr(GVariant) facts = g_variant_ref_sink(session);
	g_autofree char *text = account_text(facts, 0, 61000);

	if (!strstr(text, want))
		CHECK_STR(text, want);
}

static GVariant *make_based(gint64 frames, gint64 frames_ms)
{
	GVariant *session = make_session("7-1", "waiting", "", 1000);

	session = with_number(with_number(session, "frames", frames), "frames-ms", frames_ms);
	session = with_number(session, "quiet-ms", 1003);
	return with_text(with_text(session, "mode", "raw"), "cursor", "hidden");
}

static void test_basis(void)
{
	check_account(make_based(14, 1200),
		"\n  says     nothing\n  painted  14 times in 1.2 s, 11.7 a second; then nothing "
		"for "
		"1.0 s\n  mode     raw; cursor hidden\n");
	check_account(make_based(1, 0), "\n  painted  once, then nothing for 1.0 s\n");
	check_account(make_based(0, 0), "\n  painted  nothing for 1.0 s\n");
	check_account(with_number(with_text(make_based(0, 0), "says", "rest"), "says-ms", 70000),
		"\n  says     rest, for 1 min by then\n");
}

static void test_file(void)
{
	GVariant *told =
		with_number(with_text(make_session("7-1", "waiting", "", 1000), "file", "idle"),
			"file-since-ms", 1000);

	told = with_text(with_text(told, "heard-state", "working"), "heard-reason", "cadence");
	check_account(told,
		"\n  file     idle, for 1 min; not believed: the terminal tells otherwise\n"
		"  without  working, by cadence: it paints");
}

static void test_card(void)
{
	check_account(with_text(make_session("7-1", "waiting", "", 1000), "card", "looked"),
		"\n  card     none: you were looking at that window and pane\n");
	check_account(with_text(make_session("7-1", "waiting", "", 1000), "card", "\x1b"),
		"\n  card     for a reason that this version does not know\n");
}

int main(void)
{
	test_waits();
	test_untold();
	test_basis();
	test_file();
	test_card();
	return 0;
}
