/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_VERDICT_H
#define COLLECTOR_VERDICT_H

#include "collector/detect.h"

/* How the verdict on a session changes. A part of detect. Pure. */

void verdict_become(
	struct detect *d, enum session_state state, enum session_reason reason, uint64_t now_ns);

/* Work was seen. It is a turn when the agent says so, someone asked for it, or it lasts. */
void verdict_work(
	struct detect *d, const struct terminal *t, enum session_reason reason, uint64_t now_ns);

/* It works, if it can be seen. A declared rest is overruled by a run of frames that began well
 * after it. */
bool verdict_see_work(struct detect *d, const struct terminal *t, uint64_t now_ns);

/* It waits: for what is found out, or it asks. */
void verdict_rest(
	struct detect *d, const struct terminal *t, enum session_reason reason, uint64_t now_ns);
void verdict_find_kind(struct detect *d, const struct terminal *t, uint64_t now_ns);
void verdict_ask(struct detect *d, enum session_reason reason, uint64_t now_ns);

/* Its prompt is seen, and without a beat: its start-up is over. */
void verdict_note_silence(struct detect *d, const struct terminal *t, uint64_t now_ns);

#endif
