/* SPDX-License-Identifier: MIT */
#ifndef AGENT_HISTORY_JOURNAL_H
#define AGENT_HISTORY_JOURNAL_H

#include "agent/history/stint.h"

/*
 * The history as it lies in $XDG_STATE_HOME/ebpf-ai-monitor/history: a stint a line. When the file
 * is full it becomes history.old, and the one before that is gone.
 */
#define JOURNAL_FILE_MAX (1024 * 1024)

struct journal;

struct journal *journal_new(void);

/* Waits for what is still to be written. */
void journal_free(struct journal *journal);

/* Writes them down, in a thread: a home may be slow. */
void journal_add(struct journal *journal, const GPtrArray *stints);

/* All of it, oldest first; empty where there is none. The caller frees the stints. */
GPtrArray *journal_read(void);

#endif
