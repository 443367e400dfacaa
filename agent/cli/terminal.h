/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_TERMINAL_H
#define AGENT_CLI_TERMINAL_H

#include "agent/cli/option.h"

/* What standard output is. */

gboolean terminal_is_there(void);

/* What is asked for is JSON: by an option, or off a terminal by none. */
gboolean terminal_takes_json(const struct request *request);

/* Columns and lines; 0 where there is no end of them. COLUMNS goes before what the terminal says. */
int terminal_width(void);
int terminal_height(void);

/* A terminal that has colours, and a user who does not refuse them: https://no-color.org. */
gboolean terminal_has_colours(void);

#endif
