/* SPDX-License-Identifier: MIT */
#include "collector/detect.h"

#include "collector/cadence.h"
#include "collector/detect-tuning.h"
#include "collector/dialect.h"
#include "collector/evidence.h"
#include "collector/least.h"
#include "collector/line.h"
#include "collector/verdict.h"
#include "collector/wait.h"

void detect_init(struct detect *d, bool scanned, uint64_t now_ns)
{
	*d = (struct detect){
		.state = scanned ? SESSION_UNKNOWN : SESSION_WORKING,
		.reason = scanned ? SESSION_BY_SCAN : SESSION_BY_START,
		.since_ns = now_ns,
		.deadline_ns = DETECT_NEVER,
		.anchor_ns = now_ns,
		.front = true,
		.used = scanned,
	};
}

/* What it is: start-up screens blink too; and found running, or never seen at rest, it may be a
 * clock. */
static void blink(struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	uint64_t period_ns = beat_period(t, BEATS, now_ns);

	if (d->used && (d->beat.calm || !beat_is_round(period_ns)))
		verdict_ask(d, SESSION_BY_BLINKING, now_ns);
	else
		verdict_rest(d, t, SESSION_BY_BLINKING, now_ns);
}

/* Working, or not judged yet: is it at rest? */
static void step_moving(struct detect *d, const struct detect_config *config,
	const struct terminal *t, uint64_t now_ns)
{
	verdict_see_work(d, t, now_ns);
	if (evidence_says_rest(d, t)) {
		if (evidence_holds(d, t, REST_HOLD_NS, now_ns))
			verdict_rest(d, t, evidence_reason(t), now_ns);
	} else if (evidence_says(d, t) == TERMINAL_SAYS_WORK) {
		evidence_look_again(d, now_ns + most(config->threshold_ns, LOOK_AGAIN_NS));
	} else if (evidence_blinks(d, t, now_ns)) {
		verdict_ask(d, SESSION_BY_BLINKING, now_ns);
	} else if (beat_period(t, d->slow ? BEATS_LATE : BEATS, now_ns) >= BLINK_NS) {
		blink(d, t, now_ns);
	} else if (evidence_is_quiet(d, config, t, now_ns)) {
		verdict_rest(d, t, SESSION_BY_QUIET, now_ns);
	}
}

/* In the background: it may work, but it cannot wait for its user. */
static void step_behind(struct detect *d, const struct detect_config *config,
	const struct terminal *t, uint64_t now_ns)
{
	bool unseen = d->state == SESSION_WORKING && t->mode != TERMINAL_RAW && !t->block_tid;
	bool moves = d->state != SESSION_WAITING && d->state != SESSION_STOPPED;
	bool quiet = moves && !unseen && evidence_is_quiet(d, config, t, now_ns);

	if (d->state == SESSION_WAITING)
		verdict_become(d, SESSION_STOPPED, SESSION_BY_JOB, now_ns);
	else if (evidence_at_cadence(d, t, now_ns))
		verdict_work(d, t, SESSION_BY_CADENCE, now_ns);
	else if (quiet)
		verdict_become(d, SESSION_STOPPED, SESSION_BY_JOB, now_ns);
	evidence_look_again(d, now_ns + LOOK_AGAIN_NS);
}

/* A clock that is known runs on; at its start, or when found, it is not told from a blink. */
static void step_clock(struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	uint64_t period_ns = beat_period(t, BEATS, now_ns);
	bool early = !d->used || (d->state == SESSION_UNKNOWN && beat_is_round(period_ns));

	if (d->state == SESSION_WAITING && d->used && d->beat.ticking &&
		d->stopped_ns > d->beat.keyed_ns && t->tick_ns > d->stopped_ns + KIND_NS)
		d->beat.proven = true;
	beat_check_clock(&d->beat, t, now_ns);
	if (!period_ns)
		return;
	if (d->beat.clock_ns && beat_is_like(period_ns, d->beat.clock_ns))
		d->beat.ticking = true;
	else if (early && t->beats >= CLOCK_BEATS && !evidence_is_keyed(t))
		beat_set_clock(&d->beat, period_ns, 0, false);
}

static void step_raw(struct detect *d, const struct detect_config *config, const struct terminal *t,
	uint64_t now_ns)
{
	step_clock(d, t, now_ns);
	if (wait_step_cursor(d, t, now_ns))
		return;
	if (d->state == SESSION_WAITING)
		wait_step(d, t, now_ns);
	if (d->state != SESSION_WAITING)
		step_moving(d, config, t, now_ns);
}

/* What holds since when. */
static void note(
	struct detect *d, const struct terminal *t, struct standing standing, uint64_t now_ns)
{
	bool front = standing.foreground && !standing.stopped;

	if (front && !d->front)
		d->anchor_ns = now_ns;
	d->front = front;
	d->stopped = standing.stopped;
	if (t->mode != TERMINAL_RAW)
		d->raw_ns = 0;
	else if (!d->raw_ns)
		d->raw_ns = now_ns;
	if (!line_is(d, t))
		d->line_ns = 0;
	else if (!d->line_ns)
		d->line_ns = now_ns;
}

bool detect_step(struct detect *d, const struct detect_config *config, const struct terminal *t,
	struct standing standing, uint64_t now_ns)
{
	enum session_state state = d->state;
	struct kind kind = d->kind;

	d->deadline_ns = DETECT_NEVER;
	d->listens = false;
	note(d, t, standing, now_ns);
	if (standing.stopped) {
		verdict_become(d, SESSION_STOPPED, SESSION_BY_JOB, now_ns);
		evidence_look_again(d, now_ns + LOOK_AGAIN_NS);
	} else if (!standing.foreground) {
		step_behind(d, config, t, now_ns);
	} else if (d->line_ns) {
		line_step(d, config, t, now_ns);
	} else {
		step_raw(d, config, t, now_ns);
	}
	return d->state != state || d->kind.kind != kind.kind || d->kind.known != kind.known;
}

uint64_t detect_deadline(
	const struct detect *d, const struct detect_config *config, const struct terminal *t)
{
	/* A write that the step did not see may be over at once, and nothing would tell. */
	if (!d->listens || (d->writes && t->write_tid))
		return d->deadline_ns;
	return least(d->deadline_ns, evidence_silent_ns(d, config, t));
}

void detect_arm(const struct detect *d, const struct detect_config *config, struct terminal *t)
{
	bool waiting = d->state == SESSION_WAITING, line = d->line_ns != 0;
	bool stopped = d->stopped;
	bool asks = d->kind.kind == SESSION_KIND_ATTENTION;
	bool moves = d->kind.open || d->state == SESSION_WORKING || t->input_ns > d->stopped_ns;
	__u32 on = TERMINAL_WAKE_DECLARED | TERMINAL_WAKE_MODE;

	if (d->state != SESSION_WORKING && !line)
		on |= TERMINAL_WAKE_CADENCE;
	if (!line && d->front && !asks && evidence_says(d, t) != TERMINAL_SAYS_WORK)
		on |= TERMINAL_WAKE_BEATS;
	if (!line && d->front && moves && evidence_says(d, t) != TERMINAL_SAYS_WORK)
		on |= TERMINAL_WAKE_LONE;
	if (!line && d->front && wait_wants_cursor(d, t))
		on |= TERMINAL_WAKE_CURSOR;
	if (waiting && line)
		on |= TERMINAL_WAKE_UNBLOCKED;
	if (!waiting && !t->block_tid)
		on |= TERMINAL_WAKE_BLOCKED;
	if ((waiting && !line && d->deadline_ns == DETECT_NEVER) || d->state == SESSION_STOPPED)
		on |= TERMINAL_WAKE_INPUT;
	t->wake_frames = stopped ? 1 : cadence_frames(evidence_cause(d, t));
	t->wake_span_ns = stopped ? 0 : cadence_span(evidence_cause(d, t));
	t->wake_beats = BEATS;
	t->wake_beat_ns = waiting || !d->used ? TERMINAL_TICK_NS : TERMINAL_RUN_NS;
	t->clock_ns = d->beat.ticking ? d->beat.clock_ns : 0;
	t->spin_ns = dialect_spin_ns(t->dialect);
	t->wake_on = on;
	__atomic_store_n(&t->armed, t->armed + 1, __ATOMIC_RELEASE);
}
