/* SPDX-License-Identifier: MIT */
#include "agent/cli/command.h"

#include "tests/check.h"

static const struct command COMMANDS[] = {
	{"plain", "do it", OPTION(JSON) | OPTION(STATE) | OPTION(FORMAT), WORDS_NONE, FALSE, NULL},
	{"one", "do it to one", OPTION(JSON), WORDS_WHAT, FALSE, NULL},
	{"menu", "let another do it", OPTION(FORMAT), WORDS_PROGRAM, TRUE, NULL},
	{0},
};

/* The words that are left, or what is wrong. */
static char *parse(const char *line, struct request *ret)
{
	g_auto(GStrv) argv = g_strsplit(line, " ", -1);
	/* The parser takes out what it knows, and moves the rest. */
	g_autofree char **words = g_memdup2(argv, (g_strv_length(argv) + 1) * sizeof(*argv));
	const struct command *command = command_find(COMMANDS, argv[0]);
	g_autoptr(GError) error = NULL;

	*ret = (struct request){0};
	if (!command_parse(command, (int)g_strv_length(argv), words, ret, &error))
		return g_strdup(error->message);
	return g_strjoinv(" ", ret->words);
}

static void check(const char *line, const char *want)
{
	struct request request;
	g_autofree char *got = parse(line, &request);

	CHECK_STR(got, want);
	request_finish(&request);
}

static void test_parse(void)
{
	struct request request;
	g_autofree char *rest = parse("plain --json --state finished --state=working", &request);

	CHECK_STR(rest, "");
	CHECK(request.json && !request.pretty);
	CHECK_INT(g_strv_length(request.states), 2);
	CHECK_STR(request.states[1], "working");
	request_finish(&request);
	check("plain x", "'x' is no option; --help lists them");
	check("plain --count", "--help lists the options: Unknown option --count");
	check("plain --state=idle",
		"--state: there is no state 'idle'; take attention, finished, input, waiting, "
		"working, stopped, unknown");
	check("one", "");
	check("one --json web", "web");
	check("one web --json", "web");
	check("one web shop", "'shop' is no option; --help lists them");
	check("one -- --json", "--json");
}

/* The options of another program are not ours. */
static void test_program(void)
{
	check("menu fuzzel --dmenu --format x", "fuzzel --dmenu --format x");
	check("menu -- fuzzel --dmenu", "fuzzel --dmenu");
	check("menu --format {{id}} -- fuzzel --dmenu", "fuzzel --dmenu");
	check("menu", "PROGRAM... is missing; --help says more");
	check("menu --help", "");
}

static void test_help(void)
{
	g_autofree char *text = command_help(COMMANDS), *one = command_usage(&COMMANDS[1]);
	g_autofree char *menu = command_usage(&COMMANDS[2]);
	g_autofree char *options = command_option_help(&COMMANDS[0]);

	CHECK(strstr(text, "\n  menu PROGRAM...   let another do it\n"));
	CHECK_STR(one, "one [WHAT]");
	CHECK_STR(menu, "menu PROGRAM...");
	CHECK(strstr(options, "Do it.") && strstr(options, "--state") && strstr(options, "--help"));
	CHECK(!strstr(options, "--count"));
	CHECK(!command_find(COMMANDS, "men"));
}

int main(void)
{
	test_parse();
	test_program();
	test_help();
	return 0;
}
