/* SPDX-License-Identifier: MIT */
#include "collector/cadence.h"

#include "collector/detect-tuning.h"
#include "collector/dialect.h"
#include "collector/least.h"

static const struct {
	uint32_t frames;
	uint64_t span_ns;
} WORK[] = {
	[CADENCE_PROMPTED] = {PROMPTED_FRAMES, PROMPTED_SPAN_NS},
	[CADENCE_UNPROMPTED] = {UNPROMPTED_FRAMES, UNPROMPTED_SPAN_NS},
	[CADENCE_IDLE] = {UNPROMPTED_FRAMES, IDLE_SPAN_NS},
};

uint32_t cadence_frames(enum cadence_cause cause)
{
	return WORK[cause].frames;
}

uint64_t cadence_span(enum cadence_cause cause)
{
	return WORK[cause].span_ns;
}

/* What a key brought, a dialog or a menu, is painted ever more slowly; a steady beat that no key
 * brought is a clock. */
static bool is_of_work(const struct terminal *t, bool prompted)
{
	uint64_t broken_ns = t->slow_gap_ns > PROMPTED_GAP_NS ? t->slow_gap_ns : 0;

	if (prompted)
		return t->frame_ns >= t->input_ns + PROMPTED_AFTER_NS + broken_ns &&
			t->gap_ns <= most(PROMPTED_GAP_NS, t->slow_gap_ns + t->slow_gap_ns / 4);
	return t->gap_ns <= TERMINAL_TICK_NS || t->beats < CLOCK_BEATS;
}

/*
 * The first turn of its spinner. In a dialog in which a key is touched the next beat may come at that
 * time, too: as long after the one before as beats are apart.
 */
static bool is_turn(const struct terminal *t)
{
	uint64_t blink_ns = dialect_blink_ns(t->dialect);
	uint64_t apart_ns = terminal_since(t->frame_ns, t->prior_ns), beats;

	if (!terminal_is_turn(t) || t->says != TERMINAL_SAYS_NOTHING)
		return false;
	beats = blink_ns ? (apart_ns + blink_ns / 2) / blink_ns : 0;
	return !beats || beats > TURN_BEATS ||
		terminal_apart(apart_ns, beats * blink_ns) > TURN_SLACK_NS;
}

bool cadence_is_work(
	const struct terminal *t, enum cadence_cause cause, uint64_t anchor_ns, uint64_t now_ns)
{
	uint64_t span_ns = terminal_since(t->frame_ns, most(t->run_ns, anchor_ns));
	uint64_t still_ns = terminal_since(now_ns, t->frame_ns);
	bool prompted = cause == CADENCE_PROMPTED;

	if (still_ns <= TERMINAL_SLOW_NS && cause != CADENCE_IDLE &&
		(terminal_is_slow_work(t) ||
			(prompted && (terminal_is_keyed_work(t) || is_turn(t)))))
		return true;
	return t->run_frames >= cadence_frames(cause) && span_ns >= cadence_span(cause) &&
		still_ns <= TERMINAL_RUN_NS && is_of_work(t, prompted);
}

bool cadence_is_slow(const struct terminal *t)
{
	return !t->slow_frames ||
		terminal_since(t->frame_ns, t->slow_ns) > (t->slow_frames - 1) * SLOW_MEAN_NS;
}

/*
 * The threshold, but somewhat less where the session painted without long gaps, and somewhat more
 * where it left some.
 */
uint64_t cadence_quiet_at_work(const struct terminal *t, uint64_t threshold_ns)
{
	uint64_t low_ns = most(terminal_since(threshold_ns, QUIET_LESS_NS), threshold_ns * 6 / 10);
	uint64_t high_ns = threshold_ns + QUIET_MORE_NS;

	if (!t->frames)
		return most(2 * threshold_ns, UNPAINTED_NS);
	high_ns = most(high_ns,
		least(t->pace_ns * PACE_TIMES,
			most(threshold_ns + least(threshold_ns / 4, QUIET_MOST_NS),
				QUIET_PACE_NS)));
	if (t->slow_frames >= TERMINAL_SLOW_FRAMES && t->slow_gap_ns > TERMINAL_RUN_NS)
		high_ns = most(high_ns, t->slow_gap_ns + t->slow_gap_ns / 4);
	if (!t->run_frames || terminal_since(t->frame_ns, t->run_ns) < PACE_SPAN_NS)
		return high_ns;
	return least(most(t->pace_ns * PACE_TIMES, low_ns), high_ns);
}

uint64_t cadence_quiet_elsewhere(const struct terminal *t, uint64_t threshold_ns)
{
	return t->mode == TERMINAL_RAW ? 2 * threshold_ns : most(2 * threshold_ns, UNSEEN_NS);
}

bool cadence_slackens(
	const struct terminal *t, uint64_t threshold_ns, uint64_t now_ns, uint64_t *ret_look_ns)
{
	uint64_t spin_ns = dialect_spin_ns(t->dialect), slow_ns = most(t->slow_gap_ns, spin_ns);
	uint64_t long_ns = slow_ns + slow_ns / 20, quiet_ns = terminal_quiet(t, now_ns);
	uint64_t need_ns = most(slow_ns * SLACK_TENTHS / 10, SLACK_NS);

	need_ns = most(need_ns, threshold_ns - threshold_ns / 20);
	if ((!spin_ns && t->slow_frames < SLACK_FRAMES) || t->gap_ns <= long_ns)
		return false;
	if (quiet_ns > long_ns && quiet_ns + t->gap_ns >= need_ns)
		return true;
	*ret_look_ns = least(*ret_look_ns,
		now_ns +
			most(terminal_since(long_ns, quiet_ns),
				terminal_since(need_ns, quiet_ns + t->gap_ns)) +
			terminal_since(t->echo_ns, now_ns) + 1);
	return false;
}
