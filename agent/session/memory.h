/* SPDX-License-Identifier: MIT */
#ifndef AGENT_SESSION_MEMORY_H
#define AGENT_SESSION_MEMORY_H

#include "agent/session/model.h"

/*
 * What the model knows, written down so that the next agent neither repeats what its user was told
 * nor forgets what was not seen. It lies in $XDG_RUNTIME_DIR and is gone with the machine.
 */
struct memory;

struct memory *memory_new(void);
void memory_free(struct memory *memory);

/* Gives the model what an earlier agent wrote. */
void memory_recall(struct memory *memory, struct model *model);

/* Writes, where something has changed since. */
void memory_keep(struct memory *memory, const struct model *model);

/* The file's text, and back: SESSIONS of struct model_session, and how long there are to be no cards,
 * as model_paused_until(); what is no such text gives none. Pure. The caller frees. */
char *memory_print(const GPtrArray *sessions, gint64 paused_until);
GPtrArray *memory_parse(const char *text, gint64 *ret_paused_until);

#endif
