/* SPDX-License-Identifier: MIT */
#include "collector/beat.h"

#include "collector/detect-tuning.h"
#include "collector/dialect.h"

uint64_t beat_period(const struct terminal *t, unsigned int count, uint64_t now_ns)
{
	if (!t->beats || t->beats < count ||
		terminal_since(now_ns, t->frame_ns) >= TERMINAL_BEAT_NS)
		return 0;
	return terminal_since(t->frame_ns, t->beat_ns) / t->beats;
}

bool beat_is_like(uint64_t a_ns, uint64_t b_ns)
{
	return terminal_apart(a_ns, b_ns) <= (a_ns < b_ns ? a_ns : b_ns) / 10 + 20 * MS;
}

bool beat_is_round(uint64_t period_ns)
{
	for (unsigned int parts = 1; parts <= 5; parts++)
		if (terminal_apart(period_ns * parts, 1000 * MS) <= 30 * MS)
			return true;
	return false;
}

void beat_set_clock(struct beat *b, uint64_t period_ns, uint64_t keyed_ns, bool proven)
{
	b->clock_ns = period_ns;
	b->keyed_ns = keyed_ns;
	b->streak = 0;
	b->ticking = true;
	b->proven |= proven;
}

void beat_check_clock(struct beat *b, const struct terminal *t, uint64_t now_ns)
{
	uint64_t last_ns = t->tick_ns > t->frame_ns ? t->tick_ns : t->frame_ns;
	uint64_t gone_ns = b->proven ? CLOCK_MISSES * b->clock_ns + CLOCK_MORE_NS
				     : CLOCK_DOUBTS * b->clock_ns + CLOCK_DOUBT_NS;

	if (b->ticking && t->clock_ns && t->streak > b->streak && t->streak >= CLOCK_BEATS) {
		b->clock_ns = terminal_since(t->tick_ns, t->streak_ns) / t->streak;
		b->streak = t->streak;
	}
	if (!b->ticking || !t->clock_ns || terminal_since(now_ns, last_ns) < gone_ns)
		return;
	b->ticking = false;
	if (!b->proven)
		b->clock_ns = 0;
}

/*
 * A frame after a pause longer than any at work, both of the stop that was declared at STOP_NS; and
 * no key between.
 */
static bool is_lone(const struct terminal *t, uint64_t stop_ns, uint64_t now_ns)
{
	uint64_t before_ns = terminal_since(t->frame_ns, t->gap_ns);
	uint64_t longest_ns = t->pace_ns > t->slow_gap_ns ? t->pace_ns : t->slow_gap_ns;

	if (t->gap_ns <= TERMINAL_RUN_NS || t->gap_ns >= KIND_NS ||
		terminal_since(now_ns, t->frame_ns) >= LONE_NS)
		return false;
	if (stop_ns ? before_ns + LONE_BEFORE_NS < stop_ns : !longest_ns)
		return false;
	return t->gap_ns > longest_ns + longest_ns / 20;
}

/*
 * The last frame may be its clock's. It is not where that ticked, as it should, in the pause before,
 * and not at the time of the frame.
 */
static bool may_be_tick(const struct beat *b, const struct terminal *t)
{
	uint64_t before_ns = terminal_since(t->frame_ns, t->gap_ns), off_ns;
	uint64_t slack_ns = b->clock_ns / 8 + TICK_SLACK_NS;

	if (!b->clock_ns)
		return false;
	if (!b->ticking || t->tick_ns < before_ns + slack_ns)
		return true;
	off_ns = terminal_apart(t->frame_ns, t->tick_ns) % b->clock_ns;
	return off_ns < slack_ns || b->clock_ns - off_ns < slack_ns;
}

static bool is_alike(const struct terminal *t)
{
	return terminal_apart(t->bytes, t->before_bytes) <= PAIR_BYTES;
}

bool beat_is_pair(const struct beat *b, const struct terminal *t)
{
	if (!b->calm || t->gap_ns < BLINK_NS || beat_is_like(t->gap_ns, b->clock_ns) ||
		!is_alike(t))
		return false;
	return beat_is_like(t->gap_ns, b->blink_ns) ||
		beat_is_like(t->gap_ns, dialect_blink_ns(t->dialect));
}

bool beat_is_first(const struct beat *b, const struct terminal *t)
{
	uint64_t spin_ns = dialect_spin_ns(t->dialect);

	return b->calm && spin_ns && t->gap_ns > spin_ns + spin_ns / 5 && is_alike(t) &&
		terminal_is_due(t, dialect_blink_ns(t->dialect));
}

bool beat_is_blink(
	const struct beat *b, const struct terminal *t, uint64_t stop_ns, uint64_t now_ns)
{
	uint64_t period_ns = beat_period(t, BEATS, now_ns);

	if (!b->calm)
		return false;
	if (period_ns >= BLINK_NS)
		return !b->clock_ns || !beat_is_like(period_ns, b->clock_ns);
	if (!is_lone(t, stop_ns, now_ns) || may_be_tick(b, t))
		return false;
	return !b->doubted || (b->blink_ns && beat_is_like(t->gap_ns, b->blink_ns));
}
