/* SPDX-License-Identifier: MIT */
#include "agent/session/judge.h"

static void decide(struct model_session *s, gboolean news, const struct turn_view *view)
{
	struct frame_session frame = evidence_weigh(&s->evidence, &s->frame);

	turn_hear(s, &frame, news, view);
}

void judge_hear(struct model_session *s, const struct frame_session *frame, gboolean news,
	const struct turn_view *view)
{
	evidence_hear(&s->evidence, frame, view->now);
	decide(s, news, view);
	s->strange = !news;
}

void judge_tell(struct model_session *s, const struct status_claim *claim, gboolean count,
	const struct turn_view *view)
{
	evidence_tell(&s->evidence, claim, view->now);
	if (!count)
		return;
	decide(s, !s->strange, view);
	s->strange = FALSE;
}

gint64 judge_deadline(const struct model_session *s, gint64 threshold_ms)
{
	return evidence_deadline(&s->evidence, threshold_ms);
}

void judge_tick(struct model_session *s, gint64 threshold_ms, const struct turn_view *view)
{
	gint64 due = judge_deadline(s, threshold_ms);

	if (due < 0 || due > view->now)
		return;
	evidence_refute(&s->evidence);
	/* What the collector has said all along is none. */
	decide(s, s->evidence.news, view);
}
