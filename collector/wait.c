/* SPDX-License-Identifier: MIT */
#include "collector/wait.h"

#include "bpf/osc.h"
#include "collector/detect-tuning.h"
#include "collector/evidence.h"
#include "collector/least.h"
#include "collector/verdict.h"

/* Blinking stopped after a key, or the agent says so. */
static bool is_answered(const struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	enum terminal_says s = evidence_says(d, t);

	if (d->kind.reason == SESSION_BY_BLINKING)
		return t->input_ns > d->kind.asked_ns &&
			(terminal_quiet(t, now_ns) >= TERMINAL_PACE_NS ||
				t->run_frames >= ANSWERED_FRAMES);
	return t->declared_ns > d->kind.asked_ns && s != TERMINAL_SAYS_NOTHING &&
		s != TERMINAL_SAYS_BLOCKED;
}

static void look_after_input(struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	uint64_t since_ns = terminal_since(now_ns, t->input_ns);

	if (t->input_ns && since_ns < LOOK_LATER_NS)
		evidence_look_at(
			d, t->input_ns + (since_ns < LOOK_SOON_NS ? LOOK_SOON_NS : LOOK_LATER_NS));
}

static bool is_request(
	struct detect *d, const struct terminal *t, uint64_t period_ns, uint64_t now_ns)
{
	bool keyed = t->input_ns > d->stopped_ns;

	if (evidence_blinks(d, t, now_ns))
		return true;
	return d->used && d->beat.calm && period_ns >= BLINK_NS &&
		t->beats >= (evidence_is_keyed(t) ? BEATS : BEATS_LATE) &&
		!(keyed && beat_is_round(period_ns));
}

/*
 * A beat in a wait of known kind: of a dialog that is slow to blink, or that a key brought without
 * work that could be seen; or a clock's, that may also have begun with a key.
 */
static void hear_beat(struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	uint64_t period_ns = beat_period(t, BEATS, now_ns);
	uint64_t from_ns = most(d->stopped_ns, t->input_ns);
	uint64_t late_ns = terminal_since(t->beat_ns, from_ns);
	uint64_t keyed_ns = evidence_is_keyed(t) ? t->input_ns : 0;
	bool told = evidence_says_rest(d, t) && !d->beat.ticking;
	bool soon = late_ns < (told ? CLOCK_LATE_NS : BLINK_LATE_NS);

	if (kind_is_told(&d->kind, t, evidence_said(d, t)))
		soon = false;
	if (soon && is_request(d, t, period_ns, now_ns))
		verdict_ask(d, SESSION_BY_BLINKING, now_ns);
	else if (period_ns && (!soon || now_ns >= from_ns + BLINK_LATE_NS) &&
		t->beats >= CLOCK_BEATS && !d->beat.ticking)
		beat_set_clock(&d->beat, period_ns, keyed_ns, d->used && !keyed_ns);
}

void wait_step(struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	if (verdict_see_work(d, t, now_ns))
		return;
	if (d->kind.kind != SESSION_KIND_ATTENTION)
		verdict_note_silence(d, t, now_ns);
	if (d->kind.kind == SESSION_KIND_ATTENTION) {
		if (is_answered(d, t, now_ns))
			kind_answer(&d->kind, d->kind.reason);
		else
			evidence_look_at(d, kind_check_blink(&d->kind, &d->beat, t, now_ns));
	} else if (evidence_says(d, t) == TERMINAL_SAYS_BLOCKED) {
		if (evidence_holds(d, t, REST_HOLD_NS, now_ns))
			verdict_ask(d, evidence_reason(t), now_ns);
	} else if (d->kind.open) {
		verdict_find_kind(d, t, now_ns);
	} else {
		hear_beat(d, t, now_ns);
	}
	look_after_input(d, t, now_ns);
}

/* The cursor is back: before anything is made of what is painted since. */
static bool is_back(struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	if (!kind_cursor_is(&d->kind, t, false, now_ns, &d->deadline_ns))
		return false;
	kind_learn_answer(&d->kind, t, t->input_ns > d->kind.asked_ns);
	kind_answer(&d->kind, SESSION_BY_CURSOR);
	return true;
}

bool wait_step_cursor(struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	bool asks = d->kind.kind == SESSION_KIND_ATTENTION;

	kind_learn_cursor(&d->kind, t, d->state == SESSION_WAITING && !asks, now_ns);
	if (!kind_by_cursor(&d->kind, t, evidence_said(d, t)))
		return false;
	if (asks) {
		look_after_input(d, t, now_ns);
		return d->kind.reason == SESSION_BY_CURSOR && !is_back(d, t, now_ns);
	}
	if (t->cursor == TERMINAL_CURSOR_HIDDEN)
		d->hidden_ns = t->cursor_ns;
	if (!kind_cursor_is(&d->kind, t, true, now_ns, &d->deadline_ns))
		return false;
	verdict_ask(d, SESSION_BY_CURSOR, now_ns);
	return true;
}

bool wait_wants_cursor(const struct detect *d, const struct terminal *t)
{
	bool flickers = d->hidden_ns && t->cursor == TERMINAL_CURSOR_SHOWN &&
		t->cursor_ns - d->hidden_ns < CURSOR_HOLD_NS &&
		terminal_since(t->frame_ns, d->hidden_ns) < CURSOR_AGAIN_NS;

	return kind_by_cursor(&d->kind, t, evidence_said(d, t)) && !flickers;
}
