/* SPDX-License-Identifier: MIT */
#include "agent/config/config.h"
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

static void check(const struct text_facts *facts, const char *title, const char *body)
{
	struct config config;
	g_autofree char *got_title = NULL, *got_body = NULL;

	config_init(&config);
	got_title = text_fill(config.classes[facts->class].title, facts);
	got_body = text_fill(config.classes[facts->class].body, facts);
	config_finish(&config);
	CHECK_STR(got_title, title);
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
	facts.has_shell = TRUE;
	check(&facts, "Claude Code finished",
		"nixos · main:1.0\nWorked 3 min 20 s\nA command still runs in the background");
	facts.class = TEXT_ATTENTION;
	facts.where = NULL;
	check(&facts, "Claude Code needs approval",
		"nixos\nAsks for your approval or answer after 3 min 20 s");
	facts.class = TEXT_WAITING;
	check(&facts, "Claude Code waits for you", "nixos\nWorked 3 min 20 s");
	facts.class = TEXT_DIED;
	facts.project = "";
	facts.exit_signal = 9;
	check(&facts, "Claude Code died", "Killed by signal 9 (Killed), worked 3 min 20 s");
	facts.exit_signal = 0;
	facts.exit_code = 2;
	facts.worked_ms = 0;
	facts.source = "continue";
	facts.name = "cn";
	check(&facts, "Continue died", "Exit code 2");
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
	g_autofree char *body = text_fill("{place}", &facts);
	char endless[1000];

	CHECK(g_utf8_validate(body, -1, NULL));
	CHECK(strstr(body, "\xe2\x80\xae") == NULL);
	check(&facts, "x\xef\xbf\xbd\xef\xbf\xbd[2J finished",
		"<b>&\xef\xbf\xbd\xef\xbf\xbd\nWorked 6 s");
	memset(endless, 'x', sizeof(endless));
	endless[sizeof(endless) - 1] = '\0';
	facts.project = endless;
	g_free(body);
	body = text_fill("{place}", &facts);
	CHECK(strlen(body) < 200);
}

static void check_fill(const struct text_facts *facts, const char *template, const char *want)
{
	g_autofree char *got = text_fill(template, facts);

	CHECK_STR(got, want);
}

static void test_templates(void)
{
	struct text_facts facts = {
		.class = TEXT_FINISHED,
		.name = "claude",
		.source = "claude-code",
		.project = "{agent}",
		.worked_ms = 6000,
	};

	CHECK(text_template_is_valid(
		"{agent} {project} {tmux} {place} {duration} {after} {end} }"));
	CHECK(!text_template_is_valid("{agent"));
	CHECK(!text_template_is_valid("{agent} {agents}"));
	CHECK(!text_template_is_valid("{"));
	CHECK(text_template_is_valid(""));
	/* What is put in is not looked at again. */
	check_fill(&facts, "<{project}>", "<{agent}>");
	check_fill(&facts, "{tmux}\n{agent}\n{end}", "Claude Code");
	check_fill(&facts, "a\n\n{tmux}{end}\nb", "a\nb");
	check_fill(&facts, "", "");
	check_fill(&facts, "asks{after}", "asks after 6 s");
	facts.worked_ms = 0;
	check_fill(&facts, "asks{after}", "asks");
	facts.project = "main";
	facts.where = "main:1.0";
	check_fill(&facts, "{place}", "main:1.0");
	facts.where = "mainly:1.0";
	check_fill(&facts, "{place}", "main · mainly:1.0");
}

static void test_summary(void)
{
	struct text_facts facts = {
		.class = TEXT_FINISHED, .name = "codex", .source = "codex", .project = "p"};
	g_autoptr(GPtrArray) all = g_ptr_array_new();
	g_autofree char *title = NULL, *few = NULL, *many = NULL;

	for (guint i = 0; i < 8; i++)
		g_ptr_array_add(all, &facts);
	title = text_summary(all);
	CHECK_STR(title, "8 agents finished");
	few = text_summary_body(all);
	CHECK(strstr(few, "more") == NULL);
	CHECK(g_str_has_prefix(few, "p: Codex\np: Codex\n"));
	g_ptr_array_add(all, &facts);
	many = text_summary_body(all);
	CHECK(g_str_has_suffix(many, "\nand 2 more"));
}

int main(void)
{
	test_templates();
	test_summary();
	test_duration();
	test_classes();
	test_hostile();
	return 0;
}
