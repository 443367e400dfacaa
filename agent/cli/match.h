/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_MATCH_H
#define AGENT_CLI_MATCH_H

#include "agent/cli/option.h"

/* Which sessions a command line means. Pure. */

/* By --state, --agent and --project; of one option any, of several all. */
gboolean match_filters(const struct request *request, GVariant *session);

/* ORDER without those that don't pass. */
GPtrArray *match_filtered(const struct request *request, GPtrArray *order);

/* It is in the state that --state or --until calls WORD. */
gboolean match_state(GVariant *session, const char *word);

/*
 * Those of ORDER that WHAT means, in new references: the one of that id; else all whose project,
 * agent or tmux target is that; else all where one of them has it as a part. Letters count alike.
 */
GPtrArray *match_what(const GPtrArray *order, const char *what);

#endif
