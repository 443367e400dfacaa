/* SPDX-License-Identifier: MIT */
#include "agent/cli/cli.h"

#include <glib.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

static const struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *help;
} COMMANDS[] = {
	{"status", cli_status, "a table of all sessions"},
	{"watch", cli_watch, "a line for each change, until stopped"},
};

static void print_help(FILE *out)
{
	fputs("Usage: ebpf-ai-monitor COMMAND [OPTION...]\n\n"
	      "Shows which AI agent in which window waits for you.\n\nCommands:\n",
		out);
	for (gsize i = 0; i < G_N_ELEMENTS(COMMANDS); i++)
		fprintf(out, "  %-10s %s\n", COMMANDS[i].name, COMMANDS[i].help);
	fputs("\nOptions:\n  --help     this text; after a command, its options\n"
	      "  --version  print the version\n",
		out);
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

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "");
	if (argc < 2)
		return complain(NULL);
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
		print_help(stdout);
		return CLI_OK;
	}
	if (strcmp(argv[1], "--version") == 0) {
		puts("ebpf-ai-monitor " VERSION);
		return CLI_OK;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(COMMANDS); i++)
		if (strcmp(COMMANDS[i].name, argv[1]) == 0)
			return COMMANDS[i].run(argc - 1, argv + 1);
	return complain(argv[1]);
}
