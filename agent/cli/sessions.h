/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_SESSIONS_H
#define AGENT_CLI_SESSIONS_H

#include "agent/cli/option.h"

#include <stdio.h>

/* The sessions that a command is about, as they are now. */

/* Those that pass the filters of REQUEST, what needs its user most first; NULL after a line on
 * standard error. */
GPtrArray *sessions_ask(const struct request *request);

/* The one that WHAT means, a new reference. NULL after lines on standard error, with the code to
 * exit with: there is none, or there are several. */
GVariant *sessions_choose(const GPtrArray *order, const char *what, int *ret_rc);

/* The one that the first word of REQUEST means, as sessions_choose(). */
GVariant *sessions_find(const struct request *request, int *ret_rc);

/* Takes its user there. The code to exit with, after a line on standard error where it fails. */
int sessions_focus(GVariant *session);

/* A line for each. */
void sessions_print(FILE *out, const GPtrArray *order, const char *format);

#endif
