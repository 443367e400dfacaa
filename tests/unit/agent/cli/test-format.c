/* SPDX-License-Identifier: MIT */
#include "agent/cli/format.h"

#include "tests/check.h"
#include "tests/unit/agent/cli/sessions.h"

static void check(const char *format, const char *want)
{
	g_autoptr(GVariant) session =
		g_variant_ref_sink(with(make_session("7-1", "waiting", "finished", 1000), "project",
			g_variant_new_string("{{agent}}\x1b[2J\n\xe2\x80\xae")));
	g_autofree char *got = format_fill(format, session, 61000);

	CHECK_STR(got, want);
}

static void test_fill(void)
{
	check("", "");
	check("{{state}} {{agent}} {{age}}", "finished Claude Code 1 min");
	check("{{ id }}|{{tmux}}|{{title}}|", "7-1|main:1.0||");
	/* What a name holds is no format, and harmless. */
	check("{{project}}", "{{agent}}\xef\xbf\xbd[2J\xef\xbf\xbd\xef\xbf\xbd");
	check("{ {id} }} {{", "{ {id} }} {{");
}

static gboolean is_refused(const char *format, const char *name)
{
	g_autoptr(GError) error = NULL;

	return !format_check(format, &error) && strstr(error->message, name);
}

static void test_check(void)
{
	CHECK(format_check("{{state}} {{ agent }} {project}", NULL));
	CHECK(format_check("{{", NULL));
	CHECK(is_refused("{{state}} {{stat}}", "there is no {{stat}}"));
	CHECK(is_refused("{{}}", "there is no {{}}"));
	CHECK(is_refused("{{a{{id}}", "there is no {{a{{id}}"));
}

int main(void)
{
	test_fill();
	test_check();
	return 0;
}
