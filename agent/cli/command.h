/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_COMMAND_H
#define AGENT_CLI_COMMAND_H

#include "agent/cli/option.h"

/* What a command is called and takes: what --help, the completions and the tests of the manual
 * read. Pure. */

/* What a shell offers for the words that follow a command. */
enum command_words {
	WORDS_NONE,
	WORDS_WHAT,    /* at most one session, named by id, project, agent or tmux target */
	WORDS_PROGRAM, /* another program and its own options */
	WORDS_SHELL,
};

struct command {
	const char *name;
	const char *help;
	guint options; /* OPTION() of each */
	enum command_words words;
	gboolean needs_words;
	int (*run)(const struct request *request);
};

/* NULL where there is none of that name. */
const struct command *command_find(const struct command *commands, const char *name);

/* "wait [WHAT]"; the caller frees. COMMANDS end with one without a name, as in all below. */
char *command_usage(const struct command *command);

/* What --help prints; the caller frees. */
char *command_help(const struct command *commands);

/* Reads the words of a command line, ARGV[0] being the command's name. FALSE and a line for
 * standard error where it can't be used. */
gboolean command_parse(
	const struct command *command, int argc, char **argv, struct request *ret, GError **error);

/* What --help prints after a command; the caller frees. */
char *command_option_help(const struct command *command);

#endif
