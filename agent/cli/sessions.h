/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_SESSIONS_H
#define AGENT_CLI_SESSIONS_H

#include "agent/cli/option.h"

/* The sessions that a command is about, as they are now. */

/* Those that pass the filters of REQUEST, what needs its user most first; NULL after a line on
 * standard error. */
GPtrArray *sessions_ask(const struct request *request);

/* A line for each, on standard output. */
void sessions_print(const GPtrArray *order, const char *format);

#endif
