/* SPDX-License-Identifier: MIT */
#include "agent/status/evidence.h"

void evidence_init(struct evidence *e)
{
	*e = (struct evidence){.differs_since = -1};
}

static gboolean differs(const struct evidence *e)
{
	if (e->refuted)
		return FALSE;
	switch (e->told.word) {
	case STATUS_NOTHING:
		return FALSE;
	case STATUS_BUSY:
		return e->heard.state == SESSION_WAITING;
	case STATUS_ASKS:
		return e->heard.state == SESSION_WORKING && e->answered;
	case STATUS_IDLE:
	case STATUS_SHELL:
	case STATUS_DIALOG:
		return e->heard.state == SESSION_WORKING;
	case _STATUS_WORD_MAX:
		break;
	}
	g_assert_not_reached();
}

static void compare(struct evidence *e, gint64 now)
{
	if (!differs(e))
		e->differs_since = -1;
	else if (e->differs_since < 0)
		e->differs_since = now;
}

void evidence_hear(struct evidence *e, const struct frame_session *frame, gint64 now)
{
	if (frame->state != e->heard.state) {
		e->news = TRUE;
		e->answered = e->touched && frame->state == SESSION_WORKING;
		e->differs_since = -1;
	}
	e->heard = *frame;
	compare(e, now);
}

void evidence_tell(struct evidence *e, const struct status_claim *claim, gint64 now)
{
	if (claim->word == e->told.word && claim->at_ms == e->told.at_ms)
		return;
	e->told = *claim;
	e->turn |= claim->word == STATUS_BUSY || claim->word == STATUS_ASKS;
	e->news = e->touched = e->answered = e->refuted = FALSE;
	e->differs_since = -1;
	compare(e, now);
}

void evidence_touch(struct evidence *e)
{
	e->touched = TRUE;
}

gint64 evidence_deadline(const struct evidence *e, gint64 threshold_ms)
{
	gint64 patience_ms = e->news ? threshold_ms + EVIDENCE_LATE_MS : EVIDENCE_OLD_MS;

	return e->differs_since < 0 ? -1 : e->differs_since + patience_ms;
}

void evidence_refute(struct evidence *e)
{
	e->refuted = TRUE;
	e->differs_since = -1;
}

gboolean evidence_counts(const struct evidence *e)
{
	return e->told.word != STATUS_NOTHING && !e->refuted && e->heard.state != SESSION_STOPPED &&
		e->heard.state != SESSION_EXITED;
}

static enum session_kind kind_of(const struct evidence *e)
{
	switch (e->told.word) {
	case STATUS_ASKS:
		return SESSION_KIND_ATTENTION;
	case STATUS_IDLE:
	case STATUS_SHELL:
		/* The prompt it starts with ends nothing. */
		return e->turn || e->heard.kind == SESSION_KIND_FINISHED ? SESSION_KIND_FINISHED
									 : SESSION_KIND_NONE;
	case STATUS_DIALOG: /* of its user's own making: nothing to be told of, nor an end */
	case STATUS_BUSY:
	case STATUS_NOTHING:
		return SESSION_KIND_NONE;
	case _STATUS_WORD_MAX:
		break;
	}
	g_assert_not_reached();
}

static gboolean is_same_stretch(
	const struct frame_session *frame, const struct frame_session *shown)
{
	return shown->reason == SESSION_BY_STATUS_FILE && shown->state == frame->state &&
		shown->kind == frame->kind;
}

struct frame_session evidence_weigh(const struct evidence *e, const struct frame_session *shown)
{
	struct frame_session frame = e->heard;

	if (!evidence_counts(e))
		return frame;
	frame.state = e->told.word == STATUS_BUSY ? SESSION_WORKING : SESSION_WAITING;
	frame.kind = kind_of(e);
	frame.kind_known = frame.kind != SESSION_KIND_NONE;
	frame.kind_reason = SESSION_BY_STATUS_FILE;
	frame.reason = SESSION_BY_STATUS_FILE;
	frame.since_ms = is_same_stretch(&frame, shown) ? shown->since_ms : e->told.at_ms;
	if (shown->state == SESSION_WORKING && frame.state == SESSION_WAITING)
		frame.worked_ms = MAX(frame.since_ms - shown->since_ms, 0);
	else if (shown->state != SESSION_UNKNOWN)
		frame.worked_ms = shown->worked_ms;
	return frame;
}

gboolean evidence_has_shell(const struct evidence *e)
{
	return evidence_counts(e) && e->told.word == STATUS_SHELL;
}
