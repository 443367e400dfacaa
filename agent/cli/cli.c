/* SPDX-License-Identifier: MIT */
#include "agent/cli/cli.h"

#include "agent/cli/command.h"
#include "agent/cli/completion.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#define FILTERS (OPTION(STATE) | OPTION(AGENT) | OPTION(PROJECT))

static const struct command COMMANDS[] = {
	{"status", "print all sessions, what needs you most first",
		FILTERS | OPTION(JSON) | OPTION(PRETTY) | OPTION(NO_LEGEND) | OPTION(FORMAT) |
			OPTION(COUNT) | OPTION(SOCKET),
		WORDS_NONE, FALSE, cli_status},
	{"watch", "show all sessions as they change; off a terminal, a line for each change",
		FILTERS | OPTION(JSON) | OPTION(PRETTY) | OPTION(FORMAT) | OPTION(SOCKET),
		WORDS_NONE, FALSE, cli_watch},
	{"wait", "wait until a session, or any, waits for you",
		OPTION(UNTIL) | OPTION(TIMEOUT) | OPTION(SOCKET), WORDS_WHAT, FALSE, cli_wait},
	{"next", "go to the session that needs you most; again: to the one after it",
		OPTION(PRINT) | OPTION(FORMAT), WORDS_NONE, FALSE, cli_next},
	{"focus", "go to a session", 0, WORDS_WHAT, TRUE, cli_focus},
	{"menu", "let fuzzel, wofi, rofi or bemenu ask which session to go to",
		FILTERS | OPTION(FORMAT), WORDS_PROGRAM, TRUE, cli_menu},
	{"list", "print a line for each session", FILTERS | OPTION(FORMAT) | OPTION(SOCKET),
		WORDS_NONE, FALSE, cli_list},
	{"bar", "print a line for a bar, again with each change", OPTION(BAR) | OPTION(SOCKET),
		WORDS_NONE, FALSE, cli_bar},
	{"pause", "show no notifications for a while", OPTION(FOR), WORDS_NONE, FALSE, cli_pause},
	{"resume", "show them again, first in one what waits since", 0, WORDS_NONE, FALSE,
		cli_resume},
	{"seen", "take off notification and badge of a session", OPTION(ALL), WORDS_WHAT, FALSE,
		cli_seen},
	{"history", "print how long each session worked and waited for you today",
		OPTION(SINCE) | OPTION(JSON) | OPTION(PRETTY) | OPTION(NO_LEGEND), WORDS_NONE,
		FALSE, cli_history},
	{"stats", "print the same by project, what waited longest first",
		OPTION(SINCE) | OPTION(JSON) | OPTION(PRETTY) | OPTION(NO_LEGEND), WORDS_NONE,
		FALSE, cli_stats},
	{"explain", "tell what decided the state of a session, or of all, and its window",
		OPTION(JSON) | OPTION(SOCKET), WORDS_WHAT, FALSE, cli_explain},
	{"doctor", "look at all that this needs, and say what to do", OPTION(JSON) | OPTION(SOCKET),
		WORDS_NONE, FALSE, cli_doctor},
	{"completion", "print what completes these commands in bash, fish or zsh", 0, WORDS_SHELL,
		TRUE, cli_completion},
	{0},
};

int cli_completion(const struct request *request)
{
	g_autofree char *text = completion_text(COMMANDS, request->words[0]);

	if (!text) {
		fprintf(stderr,
			"ebpf-ai-monitor: there is nothing for '%s'; take bash, fish or zsh\n",
			request->words[0]);
		return CLI_USAGE;
	}
	fputs(text, stdout);
	return CLI_OK;
}

static int complain(const char *word)
{
	if (word)
		fprintf(stderr, "ebpf-ai-monitor: there is no command '%s'; --help lists them\n",
			word);
	else
		fprintf(stderr, "ebpf-ai-monitor: no command given; --help lists them\n");
	return CLI_USAGE;
}

static int print(char *text)
{
	fputs(text, stdout);
	g_free(text);
	return CLI_OK;
}

static int run(const struct command *command, int argc, char **argv)
{
	g_autofree char *name = g_strdup_printf("ebpf-ai-monitor %s", command->name);
	g_autoptr(GError) error = NULL;
	struct request request;
	int rc;

	g_set_prgname(name);
	if (!command_parse(command, argc, argv, &request, &error)) {
		fprintf(stderr, "%s: %s\n", name, error->message);
		return CLI_USAGE;
	}
	rc = request.help ? print(command_option_help(command)) : command->run(&request);
	request_finish(&request);
	return rc;
}

int main(int argc, char **argv)
{
	const struct command *command;

	setlocale(LC_ALL, "");
	if (argc < 2)
		return complain(NULL);
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
		return print(command_help(COMMANDS));
	if (strcmp(argv[1], "--version") == 0) {
		puts("ebpf-ai-monitor " VERSION);
		return CLI_OK;
	}
	command = command_find(COMMANDS, argv[1]);
	return command ? run(command, argc - 1, argv + 1) : complain(argv[1]);
}
