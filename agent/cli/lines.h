/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_LINES_H
#define AGENT_CLI_LINES_H

#include "agent/cli/option.h"

/* How sessions change, as lines: none that says what the one before it said. Pure. */

struct lines;

/* As JSON, by the format, or in words, with the time; as REQUEST says, which has to outlive it. */
struct lines *lines_new(const struct request *request);
void lines_free(struct lines *lines);

/* What to print, or NULL; the caller frees. NOW_MS is wall clock. */
char *lines_change(struct lines *lines, GVariant *session, gint64 now_ms);
char *lines_removal(struct lines *lines, GVariant *session, gint64 now_ms);

#endif
