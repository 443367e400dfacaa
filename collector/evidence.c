/* SPDX-License-Identifier: MIT */
#include "collector/evidence.h"

#include "bpf/osc.h"
#include "collector/detect-tuning.h"

void evidence_look_again(struct detect *d, uint64_t at_ns)
{
	uint64_t off_ns = at_ns % LOOK_GRID_NS;

	evidence_look_at(d, off_ns ? at_ns - off_ns + LOOK_GRID_NS : at_ns);
}

enum session_reason evidence_reason(const struct terminal *t)
{
	if (t->source == OSC_STATE)
		return SESSION_BY_DECLARED;
	return t->source == OSC_TITLE ? SESSION_BY_TITLE : SESSION_BY_PROGRESS;
}

enum terminal_says evidence_says(const struct detect *d, const struct terminal *t)
{
	bool overruled = d->overruled_ns && d->overruled_ns == t->declared_ns;

	return overruled ? TERMINAL_SAYS_NOTHING : t->says;
}

bool evidence_says_rest(const struct detect *d, const struct terminal *t)
{
	enum terminal_says s = evidence_says(d, t);

	return s >= TERMINAL_SAYS_REST;
}

struct said evidence_said(const struct detect *d, const struct terminal *t)
{
	return (struct said){evidence_says(d, t), evidence_reason(t)};
}

bool evidence_holds(struct detect *d, const struct terminal *t, uint64_t hold_ns, uint64_t now_ns)
{
	uint64_t at_ns = most(t->declared_ns, d->anchor_ns) + hold_ns;

	if (now_ns >= at_ns)
		return true;
	evidence_look_at(d, at_ns);
	return false;
}

bool evidence_is_up(const struct detect *d, const struct terminal *t)
{
	return (d->rested_ns && t->input_ns > d->rested_ns) ||
		(d->state == SESSION_WAITING && d->reason == SESSION_BY_QUIET &&
			t->input_ns > d->stopped_ns);
}

enum cadence_cause evidence_cause(const struct detect *d, const struct terminal *t)
{
	bool asks = d->kind.kind == SESSION_KIND_ATTENTION && t->input_ns <= d->kind.asked_ns;

	if (t->input_ns > d->since_ns && t->run_ns <= t->input_ns + PROMPT_NS && !asks)
		return CADENCE_PROMPTED;
	if (asks || !(d->used || evidence_is_up(d, t)))
		return CADENCE_IDLE;
	return CADENCE_UNPROMPTED;
}

bool evidence_is_keyed(const struct terminal *t)
{
	return t->input_ns && t->beat_ns < t->input_ns + BLINK_KEYED_NS;
}

bool evidence_blinks(struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	if (!d->used || !(beat_is_pair(&d->beat, t) || beat_is_first(&d->beat, t)))
		return false;
	if (now_ns >= t->frame_ns + TERMINAL_FRAME_NS)
		return true;
	evidence_look_at(d, t->frame_ns + TERMINAL_FRAME_NS);
	return false;
}

bool evidence_at_cadence(const struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	if (d->state == SESSION_WAITING && t->frame_ns <= d->since_ns)
		return false;
	return cadence_is_work(t, evidence_cause(d, t), d->anchor_ns, now_ns);
}

static bool may_slacken(const struct detect *d, const struct terminal *t)
{
	return d->state == SESSION_WORKING && d->front && t->mode == TERMINAL_RAW &&
		d->anchor_ns < terminal_since(t->frame_ns, t->gap_ns);
}

uint64_t evidence_silent_ns(
	const struct detect *d, const struct detect_config *config, const struct terminal *t)
{
	uint64_t need_ns = d->state == SESSION_WORKING
		? cadence_quiet_at_work(t, config->threshold_ns)
		: cadence_quiet_elsewhere(t, config->threshold_ns);
	uint64_t from_ns = most(t->frame_ns, t->echo_ns);
	uint64_t at_ns = most(from_ns - terminal_quiet(t, from_ns), d->anchor_ns) + need_ns;

	if (may_slacken(d, t))
		(void)cadence_slackens(t, config->threshold_ns, from_ns, &at_ns);
	return at_ns;
}

bool evidence_is_quiet(struct detect *d, const struct detect_config *config,
	const struct terminal *t, uint64_t now_ns)
{
	if (d->state == SESSION_WORKING && t->mode != TERMINAL_RAW)
		return false;
	if (!t->write_tid && now_ns >= evidence_silent_ns(d, config, t))
		return true;
	/* The terminal does not read, or it would paint; the first frame wakes nobody, and shortens the
	 * wait. */
	if (t->write_tid || !t->frames)
		evidence_look_at(d, now_ns + config->threshold_ns);
	evidence_look_again(d, now_ns + LOOK_AGAIN_NS);
	d->listens = true;
	d->writes = t->write_tid != 0;
	return false;
}
