/* SPDX-License-Identifier: MIT */
#include "agent/session/turn.h"

#include <signal.h>

#define SETTLE_MS 400  /* how long a notification waits for a fresh look at the windows */
#define REST_MS   1000 /* a card that is not true for so long was of no stop, */
#define DOUBT_MS  5000 /* and so long the next has to be of one */
#define SAME_MS   100  /* by how much the clock was set is not known better */
#define GLANCE_MS 1000 /* shorter is no look: the focus only passed by */

gboolean turn_has_ended(const struct model_session *s)
{
	return s->frame.state == SESSION_EXITED;
}

static gboolean is_looked_at(const struct model_session *s, const struct turn_view *view)
{
	return s->window != 0 && s->window == view->focused && s->visible;
}

static void mark_seen(struct model_session *s)
{
	s->seen = TRUE;
	s->stops = 0;
}

static void mark_unseen(struct model_session *s)
{
	s->seen = FALSE;
	s->stops = MAX(s->stops, 1);
}

static void withdraw(struct model_session *s, enum model_card card)
{
	s->notice.serial = 0;
	s->pending_due = -1;
	s->card = card;
}

static gboolean is_restless(const struct model_session *s, gint64 now)
{
	return now < s->restless_until;
}

/* Where that was at once, the next card has to be of a rest. */
static void end_stop(struct model_session *s, const struct turn_view *view)
{
	gboolean shown_in_vain = s->notice.serial && view->now - s->notice.at < REST_MS;

	if (shown_in_vain || (s->pending_due >= 0 && is_restless(s, view->now)))
		s->restless_until = view->now + DOUBT_MS;
	withdraw(s, MODEL_CARD_NONE);
}

static void announce_later(
	struct model_session *s, enum text_class class, const struct turn_view *view)
{
	gboolean long_enough = s->frame.worked_ms >= view->rules->min_turn_ms;

	s->card = MODEL_CARD_OFF;
	if (!view->rules->shown[class])
		return;
	s->card = MODEL_CARD_SHORT;
	if (!long_enough && (class == TEXT_FINISHED || class == TEXT_WAITING))
		return;
	s->card = MODEL_CARD_DUE;
	s->pending = class;
	s->pending_due = view->now + (is_restless(s, view->now) ? REST_MS : SETTLE_MS);
}

static enum model_card find_lack(const struct model_session *s, gboolean news)
{
	if (!news)
		return MODEL_CARD_OLD;
	return s->turn ? MODEL_CARD_UNTOLD : MODEL_CARD_NO_TURN;
}

/* What it waits for is known now, or that nothing tells. */
static void announce_kind(struct model_session *s, gboolean news, const struct turn_view *view)
{
	if (s->frame.kind == SESSION_KIND_ATTENTION && news)
		announce_later(s, TEXT_ATTENTION, view);
	else if (s->frame.kind == SESSION_KIND_FINISHED && s->turn)
		announce_later(s, TEXT_FINISHED, view);
	else if (s->frame.kind_known && s->turn)
		announce_later(s, TEXT_WAITING, view);
	else
		s->card = find_lack(s, news);
}

static void begin_wait(
	struct model_session *s, gboolean was_working, gboolean news, const struct turn_view *view)
{
	gboolean attention = s->frame.kind == SESSION_KIND_ATTENTION;

	withdraw(s, MODEL_CARD_NONE);
	s->turn = was_working && news;
	s->seen = s->dismissed = FALSE;
	s->visited = 0;
	s->stops++;
	/* The prompt it starts with, or comes back to from job control, is nothing to look at. */
	if ((!was_working && !attention) || is_looked_at(s, view))
		mark_seen(s);
	announce_kind(s, news, view);
}

/* A new collector can't know what it waits for and since when: we do. */
static void keep_wait(struct model_session *s, const struct frame_session *old)
{
	s->frame.kind = old->kind;
	s->frame.kind_known = old->kind_known;
	s->frame.kind_reason = old->kind_reason;
	s->frame.since_ms = old->since_ms;
	s->frame.worked_ms = old->worked_ms;
}

/* The wait that is remembered is not the one that is heard of. */
static gboolean is_another(const struct frame_session *new, const struct frame_session *old)
{
	/* The collector is later with the same one than the status file was. */
	gboolean late = old->reason == SESSION_BY_STATUS_FILE && new->reason != old->reason;

	return late ? new->since_ms > old->since_ms + EVIDENCE_LATE_MS
		    : ABS(new->since_ms - old->since_ms) >= SAME_MS;
}

/* The same wait goes on, and its kind is told, or told otherwise. */
static void hear_kind(struct model_session *s, const struct frame_session *old, gboolean news,
	const struct turn_view *view)
{
	gboolean was_attention = old->kind == SESSION_KIND_ATTENTION;

	if ((s->frame.kind == SESSION_KIND_ATTENTION) != was_attention) {
		/* A request is told at once where an end was; what takes one back has to be of a rest. */
		if (was_attention)
			end_stop(s, view);
		s->stops -= s->stops > 0; /* the same stop, better known */
		begin_wait(s, s->turn && !old->kind_known, news, view);
	} else if (!old->kind_known) {
		announce_kind(s, news, view);
	}
}

/* A collector that came later has not seen the work before it, nor will it tell what for. */
static gboolean is_found(const struct frame_session *f)
{
	return !f->kind_known && f->worked_ms == 0;
}

static gint64 count_work(const struct model_session *s, const struct frame_session *old)
{
	if (s->frame.reason == SESSION_BY_STATUS_FILE)
		return s->frame.worked_ms;
	if (s->frame.worked_ms > 0)
		return s->frame.worked_ms + s->earlier_ms;
	return old->state == SESSION_WORKING ? MAX(s->frame.since_ms - old->since_ms, 0)
					     : old->worked_ms;
}

static void hear_wait(struct model_session *s, const struct frame_session *old, gboolean news,
	const struct turn_view *view)
{
	gboolean found = is_found(&s->frame);
	gboolean again = old->state == SESSION_WAITING;
	gboolean another = again && !s->heard && !found && is_another(&s->frame, old);

	s->frame.worked_ms = count_work(s, old);
	if (!again || another)
		begin_wait(s, another || old->state == SESSION_WORKING, news, view);
	else if (!s->frame.kind_known)
		keep_wait(s, old);
	else
		hear_kind(s, old, news, view);
	if (found && s->turn && !s->frame.kind_known) {
		s->frame.kind_known = true;
		s->frame.kind_reason = SESSION_BY_SCAN;
		announce_kind(s, news, view);
	}
}

/* A collector that came later counts from then on. */
static void hear_work(struct model_session *s, const struct frame_session *old)
{
	gint64 earlier_ms = s->frame.since_ms - old->since_ms;

	s->earlier_ms = 0;
	if (old->state != SESSION_WORKING || earlier_ms <= 0 ||
		s->frame.reason == SESSION_BY_STATUS_FILE)
		return;
	s->earlier_ms = earlier_ms;
	s->frame.since_ms = old->since_ms;
}

/* By its user's own hand, closing the terminal or with Ctrl-C, is no accident. */
static gboolean is_accident(const struct frame_session *f)
{
	if (!f->has_exit || f->reason == SESSION_BY_HANDOVER)
		return FALSE;
	if (f->exit_signal)
		return f->exit_signal != SIGHUP && f->exit_signal != SIGINT;
	return f->exit_code != 0 && f->exit_code != 128 + SIGHUP && f->exit_code != 128 + SIGINT;
}

static void hear_exit(
	struct model_session *s, const struct frame_session *old, const struct turn_view *view)
{
	withdraw(s, MODEL_CARD_NONE);
	/* The stretch it was in never ended. */
	if (old->state == SESSION_WORKING)
		s->frame.worked_ms = MAX(s->frame.since_ms - old->since_ms, 0);
	if (is_accident(&s->frame))
		announce_later(s, TEXT_DIED, view);
}

void turn_hear(struct model_session *s, const struct frame_session *frame, gboolean news,
	const struct turn_view *view)
{
	struct frame_session old = s->frame;

	/* Only the collector has forgotten. */
	if (frame->state == SESSION_UNKNOWN)
		return;
	s->frame = *frame;
	switch (frame->state) {
	case SESSION_WAITING:
		hear_wait(s, &old, news, view);
		break;
	case SESSION_EXITED:
		hear_exit(s, &old, view);
		break;
	case SESSION_WORKING:
		hear_work(s, &old);
		G_GNUC_FALLTHROUGH;
	default:
		end_stop(s, view);
	}
}

void turn_look(struct model_session *s, const struct turn_view *view)
{
	if (!is_looked_at(s, view)) {
		s->looking_since = -1;
		return;
	}
	if (s->looking_since >= 0)
		return;
	s->looking_since = view->now;
	if (s->notice.serial)
		s->card = MODEL_CARD_SEEN;
	s->notice.serial = 0;
}

static void announce(struct model_session *s, const struct turn_view *view, guint *serial)
{
	gboolean looked_at = is_looked_at(s, view);

	s->pending_due = -1;
	s->restless_until = 0;
	if (looked_at)
		mark_seen(s);
	else
		mark_unseen(s);
	s->card = MODEL_CARD_LOOKED;
	if (looked_at && view->rules->suppress_when_focused)
		return;
	s->card = MODEL_CARD_SHOWN;
	s->notice = (struct model_notice){
		.serial = ++*serial,
		.class = s->pending,
		.at = view->now,
	};
}

gboolean turn_settled(struct model_session *s, const struct turn_view *view, guint *serial)
{
	if (s->pending_due < 0 || is_restless(s, view->now))
		return FALSE;
	announce(s, view, serial);
	return TRUE;
}

static gboolean is_being_read(const struct model_session *s)
{
	return s->frame.state == SESSION_WAITING && s->looking_since >= 0 && !s->seen;
}

void turn_tick(struct model_session *s, const struct turn_view *view, guint *serial)
{
	if (s->pending_due >= 0 && s->pending_due <= view->now)
		announce(s, view, serial);
	if (is_being_read(s) && s->looking_since + GLANCE_MS <= view->now)
		mark_seen(s);
}

gint64 turn_deadline(const struct model_session *s)
{
	gint64 look = is_being_read(s) ? s->looking_since + GLANCE_MS : -1;

	if (s->pending_due < 0 || look < 0)
		return MAX(s->pending_due, look);
	return MIN(s->pending_due, look);
}

void turn_dismiss(struct model_session *s)
{
	mark_seen(s);
	s->dismissed = TRUE;
	withdraw(s, MODEL_CARD_DISMISSED);
}
