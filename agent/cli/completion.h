/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_COMPLETION_H
#define AGENT_CLI_COMPLETION_H

#include "agent/cli/command.h"

/* What completes the words of a command line in a shell: commands, options, and the sessions and
 * projects there are. Pure. */

/* The text for "bash", "fish" or "zsh", NULL for another shell; the caller frees. */
char *completion_text(const struct command *commands, const char *shell);

#endif
