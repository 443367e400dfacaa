/* SPDX-License-Identifier: MIT */
#include "collector/detect.h"

#include "bpf/osc.h"
#include "collector/cadence.h"
#include "collector/detect-tuning.h"

static uint64_t least(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

static uint64_t most(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

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

static void look_at(struct detect *d, uint64_t at_ns)
{
	d->deadline_ns = least(d->deadline_ns, at_ns);
}

static void become(
	struct detect *d, enum session_state state, enum session_reason reason, uint64_t now_ns)
{
	if (d->state != state)
		d->since_ns = now_ns;
	d->state = state;
	d->reason = reason;
	kind_none(&d->kind);
}

static enum session_reason reason_of(const struct terminal *t)
{
	if (t->source == OSC_STATE)
		return SESSION_BY_DECLARED;
	return t->source == OSC_TITLE ? SESSION_BY_TITLE : SESSION_BY_PROGRESS;
}

static enum terminal_says says(const struct detect *d, const struct terminal *t)
{
	bool overruled = d->overruled_ns && d->overruled_ns == t->declared_ns;

	return overruled ? TERMINAL_SAYS_NOTHING : t->says;
}

static bool says_rest(const struct detect *d, const struct terminal *t)
{
	enum terminal_says s = says(d, t);

	return s >= TERMINAL_SAYS_REST;
}

static struct said said(const struct detect *d, const struct terminal *t)
{
	return (struct said){says(d, t), reason_of(t)};
}

/* Waiting for stdin tells more than the screen: canonical, or stdin is no terminal. */
static bool in_line_mode(const struct detect *d, const struct terminal *t)
{
	if (says(d, t) != TERMINAL_SAYS_NOTHING)
		return false;
	return t->mode == TERMINAL_CANONICAL || (t->mode == TERMINAL_MODE_UNKNOWN && t->block_ns);
}

/* What was declared has held that long; else looks again when it will have. */
static bool held(struct detect *d, const struct terminal *t, uint64_t hold_ns, uint64_t now_ns)
{
	uint64_t at_ns = most(t->declared_ns, d->anchor_ns) + hold_ns;

	if (now_ns >= at_ns)
		return true;
	look_at(d, at_ns);
	return false;
}

/* Prompted: somebody touched a key since it is in its state, and the run followed from that. */
static enum cadence_cause cause(const struct detect *d, const struct terminal *t)
{
	bool asks = d->kind.kind == SESSION_KIND_ATTENTION && t->input_ns <= d->kind.asked_ns;

	if (t->input_ns > d->since_ns && t->run_ns <= t->input_ns + PROMPT_NS && !asks)
		return CADENCE_PROMPTED;
	if (asks || !(d->used || (d->rested_ns && t->input_ns > d->rested_ns)))
		return CADENCE_IDLE;
	return CADENCE_UNPROMPTED;
}

/* The beat began soon after a key: a slow spinner, or a dialog that the key brought. */
static bool is_keyed(const struct terminal *t)
{
	return t->input_ns && t->beat_ns < t->input_ns + BLINK_KEYED_NS;
}

static bool at_cadence(const struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	if (d->state == SESSION_WAITING && t->frame_ns <= d->since_ns)
		return false;
	return cadence_is_work(t, cause(d, t), d->anchor_ns, now_ns);
}

/* Silence has held long enough; else looks again when it will have. */
static bool is_quiet(struct detect *d, const struct detect_config *config, const struct terminal *t,
	uint64_t now_ns)
{
	uint64_t need_ns = d->state == SESSION_WORKING
		? cadence_quiet_at_work(t, config->threshold_ns)
		: cadence_quiet_elsewhere(t, config->threshold_ns);
	uint64_t quiet_ns = least(terminal_quiet(t, now_ns), terminal_since(now_ns, d->anchor_ns));

	if (d->state == SESSION_WORKING && t->mode != TERMINAL_RAW)
		return false;
	/* It would paint if it could, and the terminal does not read. */
	if (t->write_tid) {
		look_at(d, now_ns + config->threshold_ns);
		return false;
	}
	if (quiet_ns >= need_ns)
		return true;
	/* The first frame wakes nobody, and shortens the wait. */
	if (!t->frames)
		look_at(d, now_ns + config->threshold_ns);
	look_at(d, now_ns + need_ns - quiet_ns + terminal_since(t->echo_ns, now_ns));
	return false;
}

/* Work was seen. It is a turn when the agent says so, someone asked for it, or it lasts. */
static void work(
	struct detect *d, const struct terminal *t, enum session_reason reason, uint64_t now_ns)
{
	if (says(d, t) == TERMINAL_SAYS_WORK || (d->rested_ns && t->input_ns > d->rested_ns) ||
		terminal_since(now_ns, t->run_ns) >= TURN_NS)
		d->used = true;
	d->turn |= d->used;
	if (d->state != SESSION_WORKING)
		become(d, SESSION_WORKING, reason, now_ns);
}

static void ask(struct detect *d, enum session_reason reason, uint64_t now_ns)
{
	if (d->state != SESSION_WAITING) {
		become(d, SESSION_WAITING, reason, now_ns);
		d->stopped_ns = now_ns;
	}
	d->reason = reason;
	d->turn = false;
	kind_ask(&d->kind, reason, now_ns);
	if (d->kind.check_ns)
		look_at(d, d->kind.check_ns);
}

static void find_kind(struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	look_at(d, kind_find(&d->kind, &d->beat, t, said(d, t), d->raw, now_ns));
	if (d->kind.kind == SESSION_KIND_ATTENTION)
		d->reason = d->kind.reason;
}

/* Its prompt is seen, and without a beat: its start-up is over. */
static void note_silence(struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	if (!t->frames || terminal_quiet(t, now_ns) < KIND_NS)
		return;
	d->beat.calm = true;
	d->rested_ns = d->rested_ns ? d->rested_ns : t->frame_ns;
}

static void rest(
	struct detect *d, const struct terminal *t, enum session_reason reason, uint64_t now_ns)
{
	d->raw = d->raw_ns && d->raw_ns <= d->since_ns;
	become(d, SESSION_WAITING, reason, now_ns);
	kind_open(&d->kind, d->turn, now_ns);
	d->turn = false;
	d->stopped_ns = now_ns;
	note_silence(d, t, now_ns);
	find_kind(d, t, now_ns);
}

/* A declared rest is overruled by a run of frames that began well after it. */
static bool work_seen(struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	if (at_cadence(d, t, now_ns)) {
		if (says_rest(d, t))
			d->overruled_ns = t->declared_ns;
		d->slow = t->run_frames < UNPROMPTED_FRAMES;
		work(d, t, SESSION_BY_CADENCE, now_ns);
		return true;
	}
	if (says(d, t) == TERMINAL_SAYS_WORK && held(d, t, WORK_HOLD_NS, now_ns)) {
		work(d, t, reason_of(t), now_ns);
		return true;
	}
	return false;
}

/* What it is: start-up screens blink too; and found running, or never seen at rest, it may be a
 * clock. */
static void blink(struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	uint64_t period_ns = beat_period(t, BEATS, now_ns);

	if (d->used && (d->beat.calm || !beat_is_round(period_ns)))
		ask(d, SESSION_BY_BLINKING, now_ns);
	else
		rest(d, t, SESSION_BY_BLINKING, now_ns);
}

static bool slackens(struct detect *d, const struct detect_config *config, const struct terminal *t,
	uint64_t now_ns)
{
	return d->state == SESSION_WORKING && t->mode == TERMINAL_RAW &&
		d->anchor_ns < terminal_since(t->frame_ns, t->gap_ns) &&
		cadence_slackens(t, config->threshold_ns, now_ns, &d->deadline_ns) && !t->write_tid;
}

/* Working, or not judged yet: is it at rest? */
static void step_moving(struct detect *d, const struct detect_config *config,
	const struct terminal *t, uint64_t now_ns)
{
	work_seen(d, t, now_ns);
	if (says_rest(d, t)) {
		if (held(d, t, REST_HOLD_NS, now_ns))
			rest(d, t, reason_of(t), now_ns);
	} else if (says(d, t) == TERMINAL_SAYS_WORK) {
		look_at(d, now_ns + most(config->threshold_ns, LOOK_AGAIN_NS));
	} else if (beat_period(t, d->slow ? BEATS_LATE : BEATS, now_ns) >= BLINK_NS) {
		blink(d, t, now_ns);
	} else if (is_quiet(d, config, t, now_ns) || slackens(d, config, t, now_ns)) {
		rest(d, t, SESSION_BY_QUIET, now_ns);
	}
}

/* The cursor is back, blinking stopped after a key, or the agent says so. */
static bool is_answered(struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	enum terminal_says s = says(d, t);
	bool touched = t->input_ns > d->kind.asked_ns;

	switch (d->kind.reason) {
	case SESSION_BY_CURSOR:
		if (!kind_cursor_is(t, false, now_ns, &d->deadline_ns))
			return false;
		d->kind.hides |= !touched;
		return true;
	case SESSION_BY_BLINKING:
		return touched &&
			(terminal_quiet(t, now_ns) >= TERMINAL_PACE_NS ||
				t->run_frames >= ANSWERED_FRAMES);
	default:
		return t->declared_ns > d->kind.asked_ns && s != TERMINAL_SAYS_NOTHING &&
			s != TERMINAL_SAYS_BLOCKED;
	}
}

static void look_after_input(struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	uint64_t since_ns = terminal_since(now_ns, t->input_ns);

	if (t->input_ns && since_ns < LOOK_LATER_NS)
		look_at(d, t->input_ns + (since_ns < LOOK_SOON_NS ? LOOK_SOON_NS : LOOK_LATER_NS));
}

/*
 * A beat in a wait of known kind: of a dialog that is slow to blink, or that a key brought without
 * work that could be seen; or a clock's, that may also have begun with a key.
 */
static void hear_beat(struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	uint64_t period_ns = beat_period(t, BEATS, now_ns);
	uint64_t late_ns = terminal_since(t->beat_ns, most(d->stopped_ns, t->input_ns));
	bool keyed = t->input_ns > d->stopped_ns, told = says_rest(d, t) && !d->beat.ticking;
	bool soon = late_ns < (told ? CLOCK_LATE_NS : BLINK_LATE_NS);

	if (!period_ns || kind_is_told(&d->kind, t, said(d, t)))
		soon = false;
	if (soon && d->used && d->beat.calm && period_ns >= BLINK_NS &&
		t->beats >= (is_keyed(t) ? BEATS : BEATS_LATE) &&
		!(keyed && beat_is_round(period_ns)))
		ask(d, SESSION_BY_BLINKING, now_ns);
	else if (period_ns && !soon && t->beats >= CLOCK_BEATS && !d->beat.ticking)
		beat_set_clock(&d->beat, period_ns, d->used);
}

static void step_waiting(struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	if (work_seen(d, t, now_ns))
		return;
	if (d->kind.kind != SESSION_KIND_ATTENTION)
		note_silence(d, t, now_ns);
	if (d->kind.kind == SESSION_KIND_ATTENTION) {
		if (is_answered(d, t, now_ns))
			kind_answer(&d->kind, d->kind.reason);
		else
			look_at(d, kind_check_blink(&d->kind, &d->beat, t, now_ns));
	} else if (says(d, t) == TERMINAL_SAYS_BLOCKED) {
		if (held(d, t, REST_HOLD_NS, now_ns))
			ask(d, reason_of(t), now_ns);
	} else if (d->kind.open) {
		find_kind(d, t, now_ns);
	} else {
		hear_beat(d, t, now_ns);
	}
	look_after_input(d, t, now_ns);
}

/* A call that waited for stdin has returned, and not only to be made again. */
static bool is_back(struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	if (t->block_tid)
		return t->block_ns > d->since_ns;
	if (t->input_ns >= t->block_ns || now_ns >= t->returned_ns + RETURN_HOLD_NS)
		return true;
	look_at(d, t->returned_ns + RETURN_HOLD_NS);
	return false;
}

static void step_line(struct detect *d, const struct detect_config *config,
	const struct terminal *t, uint64_t now_ns)
{
	uint64_t ripe_ns = most(t->block_ns, d->anchor_ns) + config->threshold_ns;
	uint64_t free_ns = most(d->line_ns, d->anchor_ns) + LINE_HOLD_NS;

	if (d->kind.kind == SESSION_KIND_INPUT) {
		if (is_back(d, t, now_ns))
			become(d, SESSION_WORKING, SESSION_BY_STDIN, now_ns);
	} else if (!t->block_tid && d->state != SESSION_WORKING) {
		if (now_ns >= free_ns)
			become(d, SESSION_WORKING, SESSION_BY_STDIN, now_ns);
		else
			look_at(d, free_ns);
	}
	if (!t->block_tid || d->state == SESSION_WAITING)
		return;
	if (now_ns >= ripe_ns) {
		become(d, SESSION_WAITING, SESSION_BY_STDIN, now_ns);
		kind_input(&d->kind);
		d->turn = false;
	} else {
		look_at(d, ripe_ns);
	}
}

/* In the background: it may work, but it cannot wait for its user. */
static void step_behind(struct detect *d, const struct detect_config *config,
	const struct terminal *t, uint64_t now_ns)
{
	bool unseen = d->state == SESSION_WORKING && t->mode != TERMINAL_RAW && !t->block_tid;

	if (d->state == SESSION_WAITING)
		become(d, SESSION_STOPPED, SESSION_BY_JOB, now_ns);
	else if (at_cadence(d, t, now_ns))
		work(d, t, SESSION_BY_CADENCE, now_ns);
	else if (d->state != SESSION_STOPPED && !unseen && is_quiet(d, config, t, now_ns))
		become(d, SESSION_STOPPED, SESSION_BY_JOB, now_ns);
	look_at(d, now_ns + LOOK_AGAIN_NS);
}

/*
 * Looks at the cursor. True where it tells a dialog, whatever else is painted: a spinner may go on
 * below (Cline's question).
 */
static bool step_cursor(struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	bool asks = d->kind.kind == SESSION_KIND_ATTENTION;

	kind_learn_cursor(&d->kind, t, d->state == SESSION_WAITING && !asks, now_ns);
	if (!kind_by_cursor(&d->kind, t, said(d, t)))
		return false;
	if (asks) {
		look_after_input(d, t, now_ns);
		return d->kind.reason == SESSION_BY_CURSOR && t->cursor == TERMINAL_CURSOR_HIDDEN;
	}
	if (t->cursor == TERMINAL_CURSOR_HIDDEN)
		d->hidden_ns = t->cursor_ns;
	if (!kind_cursor_is(t, true, now_ns, &d->deadline_ns))
		return false;
	ask(d, SESSION_BY_CURSOR, now_ns);
	return true;
}

/* A clock that is known runs on; at its start, or when found, it is not told from a blink. */
static void step_clock(struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	uint64_t period_ns = beat_period(t, BEATS, now_ns);
	bool early = !d->used || (d->state == SESSION_UNKNOWN && beat_is_round(period_ns));

	if (d->state == SESSION_WAITING && d->used && d->beat.ticking &&
		t->tick_ns > d->stopped_ns + KIND_NS)
		d->beat.proven = true;
	beat_check_clock(&d->beat, t, now_ns);
	if (!period_ns)
		return;
	if (d->beat.clock_ns && beat_is_like(period_ns, d->beat.clock_ns))
		d->beat.ticking = true;
	else if (early && t->beats >= CLOCK_BEATS && !is_keyed(t))
		beat_set_clock(&d->beat, period_ns, false);
}

static void step_raw(struct detect *d, const struct detect_config *config, const struct terminal *t,
	uint64_t now_ns)
{
	step_clock(d, t, now_ns);
	if (step_cursor(d, t, now_ns))
		return;
	if (d->state == SESSION_WAITING)
		step_waiting(d, t, now_ns);
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
	if (!in_line_mode(d, t))
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
	note(d, t, standing, now_ns);
	if (standing.stopped) {
		become(d, SESSION_STOPPED, SESSION_BY_JOB, now_ns);
		look_at(d, now_ns + LOOK_AGAIN_NS);
	} else if (!standing.foreground) {
		step_behind(d, config, t, now_ns);
	} else if (d->line_ns) {
		step_line(d, config, t, now_ns);
	} else {
		step_raw(d, config, t, now_ns);
	}
	return d->state != state || d->kind.kind != kind.kind || d->kind.known != kind.known;
}

/* Frames of several writes that hide the cursor in between are not looked at each time. */
static bool wants_cursor(const struct detect *d, const struct terminal *t)
{
	bool flickers = d->hidden_ns && t->cursor == TERMINAL_CURSOR_SHOWN &&
		t->cursor_ns - d->hidden_ns < CURSOR_HOLD_NS &&
		terminal_since(t->frame_ns, d->hidden_ns) < CURSOR_AGAIN_NS;

	return kind_by_cursor(&d->kind, t, said(d, t)) && !flickers;
}

void detect_arm(const struct detect *d, const struct detect_config *config, struct terminal *t)
{
	bool waiting = d->state == SESSION_WAITING, line = d->line_ns != 0;
	bool stopped = d->stopped;
	bool asks = d->kind.kind == SESSION_KIND_ATTENTION;
	__u32 on = TERMINAL_WAKE_DECLARED | TERMINAL_WAKE_MODE;

	if (d->state != SESSION_WORKING && !line)
		on |= TERMINAL_WAKE_CADENCE;
	if (!line && d->front && !asks && says(d, t) != TERMINAL_SAYS_WORK)
		on |= TERMINAL_WAKE_BEATS;
	if (!line && d->front && (d->kind.open || d->state == SESSION_WORKING) &&
		says(d, t) != TERMINAL_SAYS_WORK)
		on |= TERMINAL_WAKE_LONE;
	if (!line && d->front && wants_cursor(d, t))
		on |= TERMINAL_WAKE_CURSOR;
	if (waiting && line)
		on |= TERMINAL_WAKE_UNBLOCKED;
	if (!waiting && !t->block_tid)
		on |= TERMINAL_WAKE_BLOCKED;
	if ((waiting && !line && d->deadline_ns == DETECT_NEVER) || d->state == SESSION_STOPPED)
		on |= TERMINAL_WAKE_INPUT;
	t->wake_frames = stopped ? 1 : cadence_frames(cause(d, t));
	t->wake_span_ns = stopped ? 0 : cadence_span(cause(d, t));
	t->wake_beats = BEATS;
	t->wake_beat_ns = waiting || !d->used ? TERMINAL_TICK_NS : TERMINAL_RUN_NS;
	t->clock_ns = d->beat.ticking ? d->beat.clock_ns : 0;
	t->wake_on = on;
	__atomic_store_n(&t->armed, t->armed + 1, __ATOMIC_RELEASE);
}
