/* SPDX-License-Identifier: MIT */
#include "agent/text.h"
#include "tests/check.h"

static void check_duration(gint64 ms, const char *want)
{
	g_autofree char *got = text_duration(ms);

	CHECK_STR(got, want);
}

static void test_duration(void)
{
	check_duration(-5, "0 s");
	check_duration(59999, "59 s");
	check_duration(60000, "1 min");
	check_duration(200000, "3 min 20 s");
	check_duration(3600000, "1 h 0 min");
	check_duration(2 * 3600000 + 5 * 60000, "2 h 5 min");
}

static void check(const struct text_facts *facts, const char *summary, const char *body)
{
	g_autofree char *got_summary = text_summary(facts);
	g_autofree char *got_body = text_body(facts, FALSE);

	CHECK_STR(got_summary, summary);
	CHECK_STR(got_body, body);
}

static void test_classes(void)
{
	struct text_facts facts = {
		.class = TEXT_FINISHED,
		.name = "claude",
		.source = "claude-code",
		.project = "nixos",
		.where = "main:1.0",
		.worked_ms = 200000,
	};

	check(&facts, "Claude Code finished", "nixos · main:1.0\nWorked 3 min 20 s");
	facts.class = TEXT_ATTENTION;
	facts.where = NULL;
	check(&facts, "Claude Code needs approval",
		"nixos\nAsks for your approval or answer after 3 min 20 s");
	facts.class = TEXT_DIED;
	facts.project = "";
	facts.exit_signal = 9;
	check(&facts, "Claude Code died", "Killed by signal 9 (Killed), worked 3 min 20 s");
	facts.exit_signal = 0;
	facts.exit_code = 2;
	facts.worked_ms = 0;
	facts.source = "mine";
	facts.name = "robot";
	check(&facts, "robot died", "Exit code 2");
}

/* Anybody may name a folder or a process as he likes. */
static void test_hostile(void)
{
	struct text_facts facts = {
		.class = TEXT_FINISHED,
		.name = "x\n\x1b[2J",
		.source = "",
		.project = "<b>&\xe2\x80\xae\xff",
		.worked_ms = 6000,
	};
	g_autofree char *body = text_body(&facts, TRUE);
	char endless[1000];

	CHECK(g_utf8_validate(body, -1, NULL));
	CHECK(strstr(body, "&lt;b&gt;&amp;") == body);
	CHECK(strstr(body, "\xe2\x80\xae") == NULL);
	check(&facts, "x\xef\xbf\xbd\xef\xbf\xbd[2J finished",
		"<b>&\xef\xbf\xbd\xef\xbf\xbd\nWorked 6 s");
	memset(endless, 'x', sizeof(endless));
	endless[sizeof(endless) - 1] = '\0';
	facts.project = endless;
	g_free(body);
	body = text_body(&facts, TRUE);
	CHECK(strlen(body) < 200);
}

int main(void)
{
	test_duration();
	test_classes();
	test_hostile();
	return 0;
}
