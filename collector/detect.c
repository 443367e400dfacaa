/* SPDX-License-Identifier: MIT */
#include "detect.h"

#include "bpf/osc.h"
#include "detect-tuning.h"

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

static void become(struct detect *d, enum session_state state, enum session_reason reason,
	enum session_kind kind, uint64_t now_ns)
{
	if (d->state != state)
		d->since_ns = now_ns;
	d->state = state;
	d->reason = reason;
	d->kind = kind;
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

	return s == TERMINAL_SAYS_REST || s == TERMINAL_SAYS_BLOCKED;
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

/* Somebody touched a key since it is in its state, and the run followed from that. */
static bool is_prompted(const struct detect *d, const struct terminal *t)
{
	return t->input_ns > d->since_ns && t->run_ns <= t->input_ns + PROMPT_NS;
}

static bool at_cadence(const struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	bool prompted = is_prompted(d, t);
	uint64_t span_ns = terminal_since(t->frame_ns, most(t->run_ns, d->anchor_ns));

	if (d->state == SESSION_WAITING && t->frame_ns <= d->since_ns)
		return false;
	if (terminal_is_slow_work(t) && terminal_since(now_ns, t->frame_ns) <= TERMINAL_SLOW_NS)
		return true;
	return t->run_frames >= (prompted ? PROMPTED_FRAMES : UNPROMPTED_FRAMES) &&
		span_ns >= (prompted ? PROMPTED_SPAN_NS : UNPROMPTED_SPAN_NS) &&
		terminal_since(now_ns, t->frame_ns) <= TERMINAL_RUN_NS;
}

static bool at_beats(const struct terminal *t, uint64_t now_ns)
{
	return t->beats >= BEATS && terminal_since(now_ns, t->frame_ns) < TERMINAL_BEAT_NS;
}

/*
 * How long silence must hold: the threshold, but somewhat less where the session painted without
 * long gaps, and somewhat more where it left some.
 */
static uint64_t quiet_needed(
	const struct detect *d, const struct detect_config *config, const struct terminal *t)
{
	uint64_t threshold_ns = config->threshold_ns;
	uint64_t low_ns = most(terminal_since(threshold_ns, QUIET_LESS_NS), threshold_ns * 6 / 10);
	uint64_t high_ns = threshold_ns + QUIET_MORE_NS;

	if (d->state != SESSION_WORKING)
		return t->mode == TERMINAL_RAW ? 2 * threshold_ns
					       : most(2 * threshold_ns, UNSEEN_NS);
	if (!t->frames)
		return most(2 * threshold_ns, UNPAINTED_NS);
	high_ns = most(high_ns,
		least(t->pace_ns * PACE_TIMES,
			threshold_ns + least(threshold_ns / 4, QUIET_MOST_NS)));
	if (!t->run_frames || terminal_since(t->frame_ns, t->run_ns) < PACE_SPAN_NS)
		return high_ns;
	return least(most(t->pace_ns * PACE_TIMES, low_ns), high_ns);
}

/* Silence has held long enough; else looks again when it will have. */
static bool is_quiet(struct detect *d, const struct detect_config *config, const struct terminal *t,
	uint64_t now_ns)
{
	uint64_t need_ns = quiet_needed(d, config, t);
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
		become(d, SESSION_WORKING, reason, SESSION_KIND_NONE, now_ns);
}

static void ask(struct detect *d, enum session_reason reason, uint64_t now_ns)
{
	become(d, SESSION_WAITING, reason, SESSION_KIND_ATTENTION, now_ns);
	d->asked_ns = now_ns;
}

static void rest(
	struct detect *d, const struct terminal *t, enum session_reason reason, uint64_t now_ns)
{
	if (reason == SESSION_BY_BLINKING ? d->used : says(d, t) == TERMINAL_SAYS_BLOCKED)
		ask(d, reason, now_ns);
	else
		become(d, SESSION_WAITING, reason,
			d->turn ? SESSION_KIND_FINISHED : SESSION_KIND_NONE, now_ns);
	d->turn = false;
	d->rested_ns = d->rested_ns ? d->rested_ns : now_ns;
}

/* A declared rest is overruled by a run of frames that began well after it. */
static bool work_seen(struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	if (at_cadence(d, t, now_ns)) {
		if (says_rest(d, t))
			d->overruled_ns = t->declared_ns;
		work(d, t, SESSION_BY_CADENCE, now_ns);
		return true;
	}
	if (says(d, t) == TERMINAL_SAYS_WORK && held(d, t, WORK_HOLD_NS, now_ns)) {
		work(d, t, reason_of(t), now_ns);
		return true;
	}
	return false;
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
	} else if (at_beats(t, now_ns)) {
		rest(d, t, SESSION_BY_BLINKING, now_ns);
	} else if (is_quiet(d, config, t, now_ns)) {
		rest(d, t, SESSION_BY_QUIET, now_ns);
	}
}

/* Blinking stopped after a key: the question was answered without work to follow. */
static bool is_answered(const struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	if (d->reason == SESSION_BY_BLINKING)
		return t->input_ns > d->asked_ns && terminal_quiet(t, now_ns) >= TERMINAL_PACE_NS;
	return t->declared_ns > d->asked_ns && says(d, t) == TERMINAL_SAYS_REST;
}

static void look_after_input(struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	uint64_t since_ns = terminal_since(now_ns, t->input_ns);

	if (t->input_ns && since_ns < LOOK_LATER_NS)
		look_at(d, t->input_ns + (since_ns < LOOK_SOON_NS ? LOOK_SOON_NS : LOOK_LATER_NS));
}

static void step_waiting(struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	if (work_seen(d, t, now_ns))
		return;
	if (d->kind == SESSION_KIND_ATTENTION) {
		if (is_answered(d, t, now_ns))
			d->kind = SESSION_KIND_NONE;
	} else if (says(d, t) == TERMINAL_SAYS_BLOCKED) {
		if (held(d, t, REST_HOLD_NS, now_ns))
			ask(d, reason_of(t), now_ns);
	} else if (at_beats(t, now_ns) && d->used) {
		ask(d, SESSION_BY_BLINKING, now_ns);
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

	if (d->kind == SESSION_KIND_INPUT) {
		if (is_back(d, t, now_ns))
			become(d, SESSION_WORKING, SESSION_BY_STDIN, SESSION_KIND_NONE, now_ns);
	} else if (!t->block_tid && d->state != SESSION_WORKING) {
		if (now_ns >= free_ns)
			become(d, SESSION_WORKING, SESSION_BY_STDIN, SESSION_KIND_NONE, now_ns);
		else
			look_at(d, free_ns);
	}
	if (!t->block_tid || d->state == SESSION_WAITING)
		return;
	if (now_ns >= ripe_ns) {
		become(d, SESSION_WAITING, SESSION_BY_STDIN, SESSION_KIND_INPUT, now_ns);
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
		become(d, SESSION_STOPPED, SESSION_BY_JOB, SESSION_KIND_NONE, now_ns);
	else if (at_cadence(d, t, now_ns))
		work(d, t, SESSION_BY_CADENCE, now_ns);
	else if (d->state != SESSION_STOPPED && !unseen && is_quiet(d, config, t, now_ns))
		become(d, SESSION_STOPPED, SESSION_BY_JOB, SESSION_KIND_NONE, now_ns);
	look_at(d, now_ns + LOOK_AGAIN_NS);
}

bool detect_step(struct detect *d, const struct detect_config *config, const struct terminal *t,
	struct standing standing, uint64_t now_ns)
{
	enum session_state state = d->state;
	enum session_kind kind = d->kind;
	bool front = standing.foreground && !standing.stopped;

	d->deadline_ns = DETECT_NEVER;
	if (front && !d->front)
		d->anchor_ns = now_ns;
	d->front = front;
	d->stopped = standing.stopped;
	if (!in_line_mode(d, t))
		d->line_ns = 0;
	else if (!d->line_ns)
		d->line_ns = now_ns;

	if (standing.stopped) {
		become(d, SESSION_STOPPED, SESSION_BY_JOB, SESSION_KIND_NONE, now_ns);
		look_at(d, now_ns + LOOK_AGAIN_NS);
	} else if (!standing.foreground) {
		step_behind(d, config, t, now_ns);
	} else if (d->line_ns) {
		step_line(d, config, t, now_ns);
	} else {
		if (d->state == SESSION_WAITING)
			step_waiting(d, t, now_ns);
		if (d->state != SESSION_WAITING)
			step_moving(d, config, t, now_ns);
	}
	return d->state != state || d->kind != kind;
}

void detect_arm(const struct detect *d, const struct detect_config *config, struct terminal *t)
{
	bool waiting = d->state == SESSION_WAITING, line = d->line_ns != 0;
	bool prompted = is_prompted(d, t), stopped = d->stopped;
	bool asks = d->kind == SESSION_KIND_ATTENTION || (waiting && !d->used);
	__u32 on = TERMINAL_WAKE_DECLARED | TERMINAL_WAKE_MODE;

	if (d->state != SESSION_WORKING && !line)
		on |= TERMINAL_WAKE_CADENCE;
	if (!line && d->front && !asks && says(d, t) != TERMINAL_SAYS_WORK)
		on |= TERMINAL_WAKE_BEATS;
	if (waiting && line)
		on |= TERMINAL_WAKE_UNBLOCKED;
	if (!waiting && !t->block_tid)
		on |= TERMINAL_WAKE_BLOCKED;
	if ((waiting && !line && d->deadline_ns == DETECT_NEVER) || d->state == SESSION_STOPPED)
		on |= TERMINAL_WAKE_INPUT;
	t->wake_frames = stopped ? 1 : prompted ? PROMPTED_FRAMES : UNPROMPTED_FRAMES;
	t->wake_span_ns = stopped ? 0 : prompted ? PROMPTED_SPAN_NS : UNPROMPTED_SPAN_NS;
	t->wake_beats = BEATS;
	t->wake_on = on;
	__atomic_store_n(&t->armed, t->armed + 1, __ATOMIC_RELEASE);
}
