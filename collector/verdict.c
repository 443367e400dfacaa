/* SPDX-License-Identifier: MIT */
#include "collector/verdict.h"

#include "collector/detect-tuning.h"
#include "collector/evidence.h"

void verdict_become(
	struct detect *d, enum session_state state, enum session_reason reason, uint64_t now_ns)
{
	if (d->state != state)
		d->since_ns = now_ns;
	d->state = state;
	d->reason = reason;
	kind_none(&d->kind);
}

void verdict_work(
	struct detect *d, const struct terminal *t, enum session_reason reason, uint64_t now_ns)
{
	if (evidence_says(d, t) == TERMINAL_SAYS_WORK || evidence_is_up(d, t) ||
		terminal_since(now_ns, t->run_ns) >= TURN_NS)
		d->used = true;
	d->turn |= d->used;
	if (d->state != SESSION_WORKING)
		verdict_become(d, SESSION_WORKING, reason, now_ns);
}

void verdict_ask(struct detect *d, enum session_reason reason, uint64_t now_ns)
{
	/* Where the stop before is known already, this is another, with no work between to be seen. */
	if (d->state != SESSION_WAITING || !d->kind.open) {
		verdict_become(d, SESSION_WAITING, reason, now_ns);
		d->since_ns = d->stopped_ns = now_ns;
	}
	d->reason = reason;
	d->turn = false;
	kind_ask(&d->kind, reason, now_ns);
	if (d->kind.check_ns)
		evidence_look_at(d, d->kind.check_ns);
}

void verdict_find_kind(struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	evidence_look_at(d, kind_find(&d->kind, &d->beat, t, evidence_said(d, t), d->raw, now_ns));
	if (d->kind.kind == SESSION_KIND_ATTENTION)
		d->reason = d->kind.reason;
}

void verdict_note_silence(struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	/* What it painted may have come before it was watched. */
	uint64_t last_ns = t->frames ? t->frame_ns : d->anchor_ns;
	uint64_t quiet_ns = t->frames ? terminal_quiet(t, now_ns) : terminal_since(now_ns, last_ns);

	if (quiet_ns < KIND_NS)
		return;
	d->beat.calm = true;
	d->rested_ns = d->rested_ns ? d->rested_ns : last_ns;
}

void verdict_rest(
	struct detect *d, const struct terminal *t, enum session_reason reason, uint64_t now_ns)
{
	d->raw = d->raw_ns && d->raw_ns <= d->since_ns;
	verdict_become(d, SESSION_WAITING, reason, now_ns);
	kind_open(&d->kind, d->turn, now_ns);
	d->turn = false;
	d->stopped_ns = now_ns;
	verdict_note_silence(d, t, now_ns);
	verdict_find_kind(d, t, now_ns);
}

/* A declared rest is overruled by a run of frames that began well after it. */
bool verdict_see_work(struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	if (evidence_at_cadence(d, t, now_ns)) {
		if (evidence_says_rest(d, t))
			d->overruled_ns = t->declared_ns;
		d->slow = t->run_frames < UNPROMPTED_FRAMES && cadence_is_slow(t);
		verdict_work(d, t, SESSION_BY_CADENCE, now_ns);
		return true;
	}
	if (evidence_says(d, t) == TERMINAL_SAYS_WORK &&
		evidence_holds(d, t, WORK_HOLD_NS, now_ns)) {
		verdict_work(d, t, evidence_reason(t), now_ns);
		return true;
	}
	return false;
}
