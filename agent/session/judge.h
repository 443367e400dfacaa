/* SPDX-License-Identifier: MIT */
#ifndef AGENT_SESSION_JUDGE_H
#define AGENT_SESSION_JUDGE_H

#include "agent/session/turn.h"

/* What is believed of one session, from what the collector and its status file say. Pure. */

/* NEWS is false for what happened without us. */
void judge_hear(struct model_session *s, const struct frame_session *frame, gboolean news,
	const struct turn_view *view);

/* Where it does not COUNT yet, it does once the collector says something. */
void judge_tell(struct model_session *s, const struct status_claim *claim, gboolean count,
	const struct turn_view *view);

/* When judge_tick has something to do; -1 for never. */
gint64 judge_deadline(const struct model_session *s, gint64 threshold_ms);

/* Does what is due. */
void judge_tick(struct model_session *s, gint64 threshold_ms, const struct turn_view *view);

#endif
