/* SPDX-License-Identifier: MIT */
#ifndef AGENT_HISTORY_LEDGER_H
#define AGENT_HISTORY_LEDGER_H

#include "agent/history/stint.h"
#include "agent/session/model.h"

/* What every session is just at; makes stints of what it is at no more. Pure. */
struct ledger;

struct ledger *ledger_new(void);
void ledger_free(struct ledger *ledger);

/* Takes in struct model_session of all that live. The stints that are over since the last time, which
 * the caller frees; NOW_MS is wall clock. */
GPtrArray *ledger_take(struct ledger *ledger, const GPtrArray *sessions, gint64 now_ms);

/* The wall clock was set by so much. */
void ledger_clock_set(struct ledger *ledger, gint64 step_ms);

#endif
