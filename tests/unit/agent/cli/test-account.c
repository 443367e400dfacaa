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
	g_autofree char *text = account_text(facts, 61000);

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
	g_autofree char *text = account_text(yet, 0), *other = account_text(works, 0);
	g_autofree char *none = account_text(empty, 0);

	CHECK(strstr(text, "\n  for      not known yet\n"));
	CHECK(!strstr(other, "\n  for "));
	CHECK(strstr(none, "by nothing: nothing tells"));
}

int main(void)
{
	test_waits();
	test_untold();
	return 0;
}
