/* SPDX-License-Identifier: MIT */
#ifndef BPF_TERMINAL_H
#define BPF_TERMINAL_H

#include "cursor.h"
#include "facts.h"

#include <linux/types.h>
#include <stdbool.h>

/* How facts come about. Pure: replay-trace and the unit tests run the same functions. */
#define TERMINAL_INLINE static inline __attribute__((always_inline, unused))

/* 0 where A is before B: facts may be a little newer than the time they are judged at. */
TERMINAL_INLINE __u64 terminal_since(__u64 a, __u64 b)
{
	return a > b ? a - b : 0;
}

/* One answer to each arming. */
TERMINAL_INLINE bool terminal_wake(struct terminal *t, __u32 why)
{
	if (!(t->wake_on & why) || t->woken == t->armed)
		return false;
	t->woken = t->armed;
	return true;
}

/* Masks the time until UNTIL_NS. */
TERMINAL_INLINE void terminal_mask(struct terminal *t, __u64 now_ns, __u64 until_ns)
{
	if (until_ns <= t->echo_ns)
		return;
	t->masked_ns += until_ns - (now_ns > t->echo_ns ? now_ns : t->echo_ns);
	t->echo_ns = until_ns;
	t->run_frames = 0;
	t->slow_frames = 0;
	t->beats = 0;
	t->paint_beats = 0;
	t->gap_ns = 0;
	t->before_ns = 0;
}

/* Time without echo between the last frame of its own and NOW_NS. */
TERMINAL_INLINE __u64 terminal_quiet(const struct terminal *t, __u64 now_ns)
{
	__u64 masked = t->masked_ns - terminal_since(t->echo_ns, now_ns);

	return terminal_since(
		terminal_since(now_ns, t->frame_ns), terminal_since(masked, t->frame_mask));
}

TERMINAL_INLINE __u64 terminal_apart(__u64 a, __u64 b)
{
	return a > b ? a - b : b - a;
}

/* A gap like the one before: within a sixth and what a busy machine adds to each end. */
TERMINAL_INLINE bool terminal_is_beat(__u64 gap_ns, __u64 before_ns)
{
	return gap_ns > TERMINAL_TICK_NS && gap_ns < TERMINAL_BEAT_NS &&
		terminal_apart(gap_ns, before_ns) <= gap_ns / 6 + 20 * TERMINAL_MS;
}

/* The beat of all that is painted is none of the clock's. */
TERMINAL_INLINE bool terminal_beats_alone(const struct terminal *t)
{
	return t->paint_beats >= TERMINAL_BEATS_ALONE &&
		!terminal_is_beat(t->paint_gap_ns, t->clock_ns);
}

TERMINAL_INLINE void terminal_paint(struct terminal *t, __u64 now_ns)
{
	__u64 gap_ns = terminal_since(now_ns, t->paint_ns);

	if (terminal_is_beat(gap_ns, t->paint_gap_ns))
		t->paint_beats++;
	else
		t->paint_beats = gap_ns > TERMINAL_TICK_NS && gap_ns < TERMINAL_BEAT_NS;
	t->paint_gap_ns = gap_ns;
	t->paint_ns = now_ns;
}

/*
 * A beat of the clock in its prompt, which says nothing. By its distance from what was painted
 * last; or, while other frames come between, by the time that it is due: one a beat, so that it
 * leaves as many frames as there were without a clock.
 */
TERMINAL_INLINE __u32 terminal_tick(struct terminal *t, __u64 now_ns)
{
	__u64 period_ns = t->clock_ns, slack_ns = period_ns / 16 + 15 * TERMINAL_MS;
	__u64 still_ns = t->paint_gap_ns, count, due_ns;

	if (!period_ns)
		return TERMINAL_NO_TICK;
	/* It is known from beats, which were frames. */
	if (!t->tick_ns)
		t->tick_ns = t->frame_ns;
	if (terminal_apart(still_ns, period_ns) <= slack_ns) {
		if (!t->streak++)
			t->streak_ns = now_ns - still_ns;
		t->tick_ns = now_ns;
		return TERMINAL_TICK_ALONE;
	}
	count = (terminal_since(now_ns, t->tick_ns) + period_ns / 2) / period_ns;
	due_ns = t->tick_ns + count * period_ns;
	if (!count || count > TERMINAL_TICKS_UNSEEN || terminal_apart(now_ns, due_ns) > slack_ns ||
		terminal_beats_alone(t))
		return TERMINAL_NO_TICK;
	t->tick_ns = due_ns;
	/* Where little else is painted it may be corrected. */
	if (still_ns > TERMINAL_STILL_NS && still_ns > period_ns / 4)
		t->tick_ns = due_ns - due_ns / 4 + now_ns / 4;
	return TERMINAL_TICK_DUE;
}

/*
 * Whether a write begins a frame. One that falls into the frame of a tick does, where ticks that
 * came alone had fewer writes.
 */
TERMINAL_INLINE bool terminal_begins_frame(struct terminal *t, __u64 now_ns)
{
	if (t->paint_ns && terminal_since(now_ns, t->paint_ns) < TERMINAL_FRAME_NS) {
		t->writes++;
		if (!t->tick || t->writes <= t->tick_writes)
			return false;
		t->tick = TERMINAL_NO_TICK;
		return true;
	}
	if (t->tick == TERMINAL_TICK_ALONE && t->writes > t->tick_writes)
		t->tick_writes = t->writes;
	t->writes = 1;
	terminal_paint(t, now_ns);
	t->tick = terminal_tick(t, now_ns);
	if (t->tick != TERMINAL_TICK_ALONE)
		t->streak = 0;
	return !t->tick;
}

/* A gap is part of the pace only when work went on after it as before. */
TERMINAL_INLINE void terminal_run(struct terminal *t, __u64 now_ns, __u64 gap_ns)
{
	if (!t->run_frames || gap_ns > TERMINAL_RUN_NS || now_ns < t->calm_ns) {
		t->break_ns =
			t->run_frames >= TERMINAL_RUN && gap_ns < TERMINAL_PACE_NS ? gap_ns : 0;
		t->run_ns = now_ns;
		t->run_frames = 0;
	} else if (t->before_ns > t->pace_ns && t->before_ns <= TERMINAL_RUN_NS) {
		t->pace_ns = t->before_ns;
	} else {
		t->pace_ns -= t->pace_ns >> TERMINAL_PACE_SHIFT;
	}
	t->run_frames += now_ns >= t->calm_ns;
	if (t->run_frames == TERMINAL_RUN && t->break_ns > t->pace_ns)
		t->pace_ns = t->break_ns;
}

TERMINAL_INLINE void terminal_slow_run(struct terminal *t, __u64 now_ns, __u64 gap_ns)
{
	if (!t->slow_frames || gap_ns > TERMINAL_SLOW_NS || now_ns < t->calm_ns) {
		t->slow_ns = now_ns;
		t->slow_frames = 0;
		t->slow_gap_ns = 0;
	} else if (t->slow_frames > 1 && t->before_ns > t->slow_gap_ns) {
		t->slow_gap_ns = t->before_ns;
	}
	t->slow_frames += now_ns >= t->calm_ns;
}

/* What is painted beside a clock may look like beats of its own, until it does no longer. */
TERMINAL_INLINE bool terminal_beats_were_others(const struct terminal *t)
{
	__u64 span_ns = terminal_since(t->frame_ns, t->beat_ns);

	return t->clock_ns &&
		terminal_apart(span_ns, t->beats * t->gap_ns) > t->beats * (t->gap_ns / 6);
}

TERMINAL_INLINE void terminal_beat(struct terminal *t, __u64 gap_ns)
{
	if (terminal_is_beat(gap_ns, t->gap_ns)) {
		if (terminal_beats_were_others(t)) {
			t->beats = 1;
			t->beat_ns = terminal_since(t->frame_ns, t->gap_ns);
		}
		t->beats++;
	} else {
		t->beats = gap_ns > TERMINAL_TICK_NS && gap_ns < TERMINAL_BEAT_NS;
		t->beat_ns = t->frame_ns;
	}
	if (t->clock_ns && terminal_beats_alone(t) && t->beats < t->paint_beats) {
		t->beats = t->paint_beats;
		t->beat_ns = t->paint_ns - t->beats * t->paint_gap_ns;
	}
	t->before_ns = t->gap_ns;
	t->gap_ns = gap_ns;
}

/* The last frame is the first of something that comes each PERIOD_NS since the key. */
TERMINAL_INLINE bool terminal_is_due(const struct terminal *t, __u64 period_ns)
{
	__u64 after_ns = terminal_since(t->frame_ns, t->input_ns);

	return after_ns + TERMINAL_SPIN_LESS_NS >= period_ns &&
		after_ns <= period_ns + TERMINAL_SPIN_MORE_NS;
}

/* The first turn of its spinner since the key. */
TERMINAL_INLINE bool terminal_is_turn(const struct terminal *t)
{
	return t->spin_ns && terminal_is_due(t, t->spin_ns);
}

/* Frames come in a slow run as they do at work. */
TERMINAL_INLINE bool terminal_is_slow_work(const struct terminal *t)
{
	__u64 span_ns = terminal_since(t->frame_ns, t->slow_ns);

	return t->slow_frames >= TERMINAL_SLOW_FRAMES && span_ns >= TERMINAL_SLOW_SPAN_NS &&
		span_ns <= (t->slow_frames - 1) * TERMINAL_SLOW_PERIOD_NS &&
		t->beats < (t->gap_ns > TERMINAL_RUN_NS ? 2 : 3);
}

/* The same, of a run that began with a key and does not slacken. */
TERMINAL_INLINE bool terminal_is_keyed_work(const struct terminal *t)
{
	__u64 first_ns = terminal_since(t->slow_ns, t->input_ns);
	__u64 longest_ns = t->slow_gap_ns > first_ns ? t->slow_gap_ns : first_ns;
	__u64 after_ns = terminal_since(t->frame_ns, t->input_ns);
	__u64 least_ns = t->spin_ns ? t->spin_ns - TERMINAL_SPIN_LESS_NS : TERMINAL_KEYED_NS;

	return t->slow_frames > 1 && t->slow_ns > t->input_ns &&
		first_ns <= TERMINAL_SLOW_PERIOD_NS && after_ns >= least_ns &&
		after_ns <= TERMINAL_KEYED_MOST_NS && t->gap_ns <= TERMINAL_SLOW_PERIOD_NS &&
		t->gap_ns <= longest_ns + longest_ns / 4;
}

/* A frame of its own that began at frame_ns. */
TERMINAL_INLINE bool terminal_wake_frame(struct terminal *t)
{
	if (((t->run_frames >= t->wake_frames && t->frame_ns - t->run_ns >= t->wake_span_ns) ||
		    terminal_is_slow_work(t) || terminal_is_keyed_work(t) || terminal_is_turn(t)) &&
		terminal_wake(t, TERMINAL_WAKE_CADENCE))
		return true;
	if (t->gap_ns > TERMINAL_RUN_NS && terminal_wake(t, TERMINAL_WAKE_LONE))
		return true;
	return t->beats >= t->wake_beats && t->gap_ns >= t->wake_beat_ns &&
		terminal_wake(t, TERMINAL_WAKE_BEATS);
}

/* Thread TID begins to write BYTES to the terminal. Time is CLOCK_MONOTONIC, here and below. */
TERMINAL_INLINE bool terminal_output(struct terminal *t, __u64 now_ns, __u64 bytes, __u32 tid)
{
	__u64 gap_ns = terminal_since(now_ns, t->frame_ns);

	if (!bytes)
		return false;
	t->write_tid = tid;
	t->write_ns = now_ns;
	if (!terminal_begins_frame(t, now_ns) || now_ns < t->echo_ns) {
		t->bytes += gap_ns < TERMINAL_FRAME_NS ? bytes : 0;
		return false;
	}
	if (t->frames && t->frame_mask == t->masked_ns)
		terminal_beat(t, gap_ns);
	terminal_run(t, now_ns, gap_ns);
	terminal_slow_run(t, now_ns, gap_ns);
	t->frames++;
	t->prior_ns = t->frame_ns;
	t->frame_ns = now_ns;
	t->before_bytes = t->bytes;
	t->bytes = bytes;
	t->frame_mask = t->masked_ns;
	return terminal_wake_frame(t);
}

/* An output left the cursor so; to be called after terminal_output. */
TERMINAL_INLINE bool terminal_cursor(struct terminal *t, __u64 now_ns, __u32 cursor)
{
	if (cursor == TERMINAL_CURSOR_SHOWN &&
		(t->cursor == TERMINAL_CURSOR_UNKNOWN ||
			(t->cursor == TERMINAL_CURSOR_FIRST && t->input_ns <= t->cursor_ns)))
		cursor = TERMINAL_CURSOR_FIRST;
	if (cursor == TERMINAL_CURSOR_UNKNOWN || cursor == t->cursor)
		return false;
	t->cursor = cursor;
	t->cursor_ns = now_ns;
	t->cursor_echo = now_ns < t->echo_ns;
	return terminal_wake(t, TERMINAL_WAKE_CURSOR);
}

/* A read of the terminal or of stdin returns, or is about to return, bytes. */
TERMINAL_INLINE bool terminal_input(struct terminal *t, __u64 now_ns)
{
	t->input_ns = now_ns;
	terminal_mask(t, now_ns, now_ns + TERMINAL_ECHO_NS);
	return terminal_wake(t, TERMINAL_WAKE_INPUT);
}

/* The window's size (rows << 16 | columns), seen with any output: a resize is answered as a key. */
TERMINAL_INLINE void terminal_size(struct terminal *t, __u64 now_ns, __u32 size)
{
	if (t->size && t->size != size)
		terminal_mask(t, now_ns, now_ns + TERMINAL_ECHO_NS);
	t->size = size;
}

/*
 * Thread TID enters a call that waits for stdin (read, poll, select, epoll_wait). One that entered
 * it again at once, with no input between, has been waiting all along.
 */
TERMINAL_INLINE bool terminal_block(struct terminal *t, __u64 now_ns, __u32 tid)
{
	bool again = t->returned_ns > t->input_ns &&
		terminal_since(now_ns, t->returned_ns) < TERMINAL_FRAME_NS;

	if (t->block_tid)
		return false;
	t->block_tid = tid;
	if (!again || t->block_ns < t->input_ns)
		t->block_ns = now_ns;
	return t->mode != TERMINAL_RAW && terminal_wake(t, TERMINAL_WAKE_BLOCKED);
}

/*
 * A call of thread TID has returned (seen at its next system call, its exit, or at exit of the
 * hooked function); ends a write or a block of that thread.
 */
TERMINAL_INLINE bool terminal_return(struct terminal *t, __u64 now_ns, __u32 tid)
{
	if (t->write_tid == tid)
		t->write_tid = 0;
	if (t->block_tid != tid)
		return false;
	t->block_tid = 0;
	t->returned_ns = now_ns;
	return t->mode != TERMINAL_RAW && terminal_wake(t, TERMINAL_WAKE_UNBLOCKED);
}

/* The terminal is raw (ICANON off) or not; seen together with any of the above, and before it. */
TERMINAL_INLINE bool terminal_mode(struct terminal *t, bool raw)
{
	__u8 mode = raw ? TERMINAL_RAW : TERMINAL_CANONICAL;

	if (t->mode == mode)
		return false;
	t->mode = mode;
	return terminal_wake(t, TERMINAL_WAKE_MODE);
}

/* Whether something was written to B, a newer look at A, that a wake would have told. */
TERMINAL_INLINE bool terminal_changed(const struct terminal *a, const struct terminal *b)
{
	return a->declared_ns != b->declared_ns || a->mode != b->mode ||
		a->block_ns != b->block_ns || a->returned_ns != b->returned_ns ||
		a->input_ns != b->input_ns || a->run_frames != b->run_frames ||
		a->beats != b->beats || a->cursor_ns != b->cursor_ns;
}

#endif
