/* SPDX-License-Identifier: MIT */
#ifndef AGENT_HISTORY_HISTORY_H
#define AGENT_HISTORY_HISTORY_H

#include "agent/session/model.h"

/* Keeps what sessions did and how long they waited for their user. */
struct history;

struct history *history_new(void);
void history_free(struct history *history);

/* At first nothing is kept. */
void history_set(struct history *history, gboolean on);

/* Writes down what is over since the last time. */
void history_keep(struct history *history, const struct model *model);

/* The wall clock was set by so much. */
void history_clock_set(struct history *history, gint64 step_ms);

#endif
