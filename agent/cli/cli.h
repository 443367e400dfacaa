/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_CLI_H
#define AGENT_CLI_CLI_H

/* Exit codes of the command line. */
enum cli_rc {
	CLI_OK = 0,
	CLI_FAILED = 1,
	CLI_USAGE = 2,
};

/* Each parses its own options; ARGV[0] is the name of the command. */
int cli_status(int argc, char **argv);
int cli_watch(int argc, char **argv);

#endif
