/* SPDX-License-Identifier: MIT */
#ifndef BPF_TERMINAL_H
#define BPF_TERMINAL_H

#include "osc.h"
#include "titles.h"

#include <linux/types.h>
#include <stdbool.h>

/*
 * What one session did on its terminal. The kernel programs write it, the collector maps it and
 * reads it when it has a reason to; no record is sent for a frame. Pure: replay-trace and the unit
 * tests run the same functions.
 *
 * Every field has one writer, the kernel or the collector. Two threads that write at once may lose
 * a count, a reader may see one field newer than the next: harmless to evidence that is a rate.
 *
 * A frame is output, writes within TERMINAL_FRAME_NS of its begin merged. One that follows input
 * within TERMINAL_ECHO_NS is echo, is no frame of the session's own, and that time is masked: no
 * evidence of work, none of rest.
 */
#define TERMINAL_MS 1000000ULL

/* A frame's writes came within 20 ms (Codex: up to 15 writes of 1 kB). */
#define TERMINAL_FRAME_NS (20 * TERMINAL_MS)

/* The longest echo ended 53 ms after its key, the longest repaint after a resize at 110 ms. */
#define TERMINAL_ECHO_NS (150 * TERMINAL_MS)

/* The last frames of a turn were painted up to 0.5 s after it was declared over (Codex). */
#define TERMINAL_CALM_NS (500 * TERMINAL_MS)

/*
 * A longer gap ends a run of frames. Work left gaps up to 0.46 s where an animation ran, prompts
 * blinked each 0.6 s (Claude) or 1.0 s (Codex, Copilot), 1.7 times a second at most.
 */
#define TERMINAL_RUN_NS (500 * TERMINAL_MS)

/* Gaps of a prompt that blinks: the slowest wanted is 0.6 a second. */
#define TERMINAL_BEAT_NS (1800 * TERMINAL_MS)

/* A longer gap is a rest, no part of the pace at work (work with animation: 0.97 s, Claude). */
#define TERMINAL_PACE_NS (2000 * TERMINAL_MS)

/* Frames that make a run one of work (a prompt's blink paints one or two), for the pace's sake. */
#define TERMINAL_RUN 5

/* The longest gap shrinks by this power of two a frame: to half in 355 frames, 15 to 50 s. */
#define TERMINAL_PACE_SHIFT 9

/*
 * In tmux Qwen paints its spinner each 0.75 s beside a counter each 1.0 s, and Claude while text
 * comes slowly a title and a line about each second: irregular, 1.9 to 2.0 a second over any two,
 * gaps up to 0.82 s. A prompt that blinks (0.6 s, 1.67 a second) is slower and regular.
 */
#define TERMINAL_SLOW_NS        (900 * TERMINAL_MS) /* a longer gap ends a slow run */
#define TERMINAL_SLOW_SPAN_NS   (2000 * TERMINAL_MS)
#define TERMINAL_SLOW_PERIOD_NS (550 * TERMINAL_MS) /* longest average gap of work */
#define TERMINAL_SLOW_FRAMES    5

/* Why the collector wants to be woken (terminal.wake_on). */
enum terminal_wake {
	TERMINAL_WAKE_CADENCE = 1 << 0,   /* a run of wake_frames that lasts wake_span_ns */
	TERMINAL_WAKE_DECLARED = 1 << 1,  /* something else is declared */
	TERMINAL_WAKE_BLOCKED = 1 << 2,   /* in a call that waits for stdin */
	TERMINAL_WAKE_UNBLOCKED = 1 << 3, /* that call returned */
	TERMINAL_WAKE_BEATS = 1 << 4,     /* wake_beats equal gaps, as of a prompt that blinks */
	TERMINAL_WAKE_INPUT = 1 << 5,
	TERMINAL_WAKE_MODE = 1 << 6, /* raw or canonical, and it was not before */
};

enum terminal_mode {
	TERMINAL_MODE_UNKNOWN,
	TERMINAL_CANONICAL,
	TERMINAL_RAW,
};

/* What the strongest source declares, and which that is. */
enum terminal_says {
	TERMINAL_SAYS_NOTHING,
	TERMINAL_SAYS_WORK,
	TERMINAL_SAYS_REST,
	TERMINAL_SAYS_BLOCKED,
};

struct terminal {
	/* Written by the kernel. */
	__u64 frames;      /* of its own */
	__u64 frame_ns;    /* when the last of them began */
	__u64 paint_ns;    /* when the last frame began, be it an echo */
	__u64 run_ns;      /* when the run began: frames without a gap or an echo between */
	__u64 run_frames;  /* 0: no run */
	__u64 slow_ns;     /* when the slow run began */
	__u64 slow_frames; /* of the slow run; 0: none */
	__u64 gap_ns;      /* between the last two frames */
	__u64 break_ns;    /* the gap before the run, where another run ended */
	__u64 pace_ns;     /* longest gap at work, slowly forgotten */
	__u64 input_ns;    /* last read that returned bytes */
	__u64 echo_ns;     /* masked until then */
	__u64 masked_ns;   /* all time that was masked, up to echo_ns */
	__u64 frame_mask;  /* masked_ns at frame_ns */
	__u64 write_ns;    /* since when a write is in progress */
	__u64 block_ns;    /* since when a call waits for stdin */
	__u64 returned_ns; /* when such a call last returned */
	__u64 declared_ns; /* when it began to say what it says */
	__u64 calm_ns;     /* frames until then are those of a turn declared over */
	__u64 woken;       /* the value of armed that has been answered */
	__u32 beats;       /* equal gaps in a row */
	__u32 write_tid;   /* 0: no write in progress */
	__u32 block_tid;   /* 0: not waiting for stdin */
	__u32 size;        /* of the terminal's window */
	__u8 mode;         /* enum terminal_mode */
	__u8 says;         /* enum terminal_says */
	__u8 source;       /* enum osc_kind */
	__u8 state;        /* enum osc_state */
	__u8 title;        /* enum title_class */
	__u8 progress;     /* enum osc_progress */
	__u8 spun;         /* a title of it spun */
	__u8 progressed;   /* it showed a progress */

	/* Written by the collector. */
	__u64 armed; /* raised each time it wants to be woken again */
	__u64 wake_span_ns;
	__u32 wake_frames;
	__u32 wake_beats;
	__u32 wake_on; /* enum terminal_wake */
	__u32 pad;
};

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
}

/* Time without echo between the last frame of its own and NOW_NS. */
TERMINAL_INLINE __u64 terminal_quiet(const struct terminal *t, __u64 now_ns)
{
	__u64 masked = t->masked_ns - terminal_since(t->echo_ns, now_ns);

	return terminal_since(
		terminal_since(now_ns, t->frame_ns), terminal_since(masked, t->frame_mask));
}

/* A gap like the one before: within an eighth and what a busy machine adds to each end. */
TERMINAL_INLINE bool terminal_is_beat(__u64 gap_ns, __u64 before_ns)
{
	__u64 far = gap_ns > before_ns ? gap_ns - before_ns : before_ns - gap_ns;

	return gap_ns > TERMINAL_RUN_NS && gap_ns < TERMINAL_BEAT_NS &&
		far <= gap_ns / 8 + 50 * TERMINAL_MS;
}

/* A long gap is part of the pace only when work went on after it as before. */
TERMINAL_INLINE void terminal_run(struct terminal *t, __u64 now_ns, __u64 gap_ns)
{
	if (!t->run_frames || gap_ns > TERMINAL_RUN_NS || now_ns < t->calm_ns) {
		t->break_ns =
			t->run_frames >= TERMINAL_RUN && gap_ns < TERMINAL_PACE_NS ? gap_ns : 0;
		t->run_ns = now_ns;
		t->run_frames = 0;
	} else if (gap_ns > t->pace_ns) {
		t->pace_ns = gap_ns;
	} else {
		t->pace_ns -= t->pace_ns >> TERMINAL_PACE_SHIFT;
	}
	t->run_frames += now_ns >= t->calm_ns;
	if (!t->slow_frames || gap_ns > TERMINAL_SLOW_NS || now_ns < t->calm_ns) {
		t->slow_ns = now_ns;
		t->slow_frames = 0;
	}
	t->slow_frames += now_ns >= t->calm_ns;
	if (t->run_frames == TERMINAL_RUN && t->break_ns > t->pace_ns)
		t->pace_ns = t->break_ns;
}

TERMINAL_INLINE void terminal_beat(struct terminal *t, __u64 gap_ns)
{
	if (terminal_is_beat(gap_ns, t->gap_ns))
		t->beats++;
	else
		t->beats = gap_ns > TERMINAL_RUN_NS && gap_ns < TERMINAL_BEAT_NS;
	t->gap_ns = gap_ns;
}

/* Frames come in a slow run as they do at work. */
TERMINAL_INLINE bool terminal_is_slow_work(const struct terminal *t)
{
	__u64 span_ns = terminal_since(t->frame_ns, t->slow_ns);

	return t->slow_frames >= TERMINAL_SLOW_FRAMES && span_ns >= TERMINAL_SLOW_SPAN_NS &&
		span_ns <= (t->slow_frames - 1) * TERMINAL_SLOW_PERIOD_NS && t->beats < 2;
}

/* Thread TID begins to write BYTES to the terminal. Time is CLOCK_MONOTONIC, here and below. */
TERMINAL_INLINE bool terminal_output(struct terminal *t, __u64 now_ns, __u64 bytes, __u32 tid)
{
	__u64 gap_ns = terminal_since(now_ns, t->frame_ns);

	if (!bytes)
		return false;
	t->write_tid = tid;
	t->write_ns = now_ns;
	if (t->paint_ns && terminal_since(now_ns, t->paint_ns) < TERMINAL_FRAME_NS)
		return false;
	t->paint_ns = now_ns;
	if (now_ns < t->echo_ns)
		return false;
	if (t->frames && t->frame_mask == t->masked_ns)
		terminal_beat(t, gap_ns);
	terminal_run(t, now_ns, gap_ns);
	t->frames++;
	t->frame_ns = now_ns;
	t->frame_mask = t->masked_ns;
	if (((t->run_frames >= t->wake_frames && now_ns - t->run_ns >= t->wake_span_ns) ||
		    terminal_is_slow_work(t)) &&
		terminal_wake(t, TERMINAL_WAKE_CADENCE))
		return true;
	return t->beats >= t->wake_beats && terminal_wake(t, TERMINAL_WAKE_BEATS);
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

TERMINAL_INLINE __u8 terminal_says_state(const struct terminal *t)
{
	switch (t->state) {
	case OSC_STATE_WORKING:
		return TERMINAL_SAYS_WORK;
	case OSC_STATE_BLOCKED:
		return TERMINAL_SAYS_BLOCKED;
	case OSC_STATE_IDLE:
	case OSC_STATE_DONE:
		return TERMINAL_SAYS_REST;
	default:
		return TERMINAL_SAYS_NOTHING;
	}
}

TERMINAL_INLINE __u8 terminal_says_title(const struct terminal *t)
{
	switch (t->title) {
	case TITLE_WORK:
		return TERMINAL_SAYS_WORK;
	case TITLE_REST:
		return TERMINAL_SAYS_REST;
	case TITLE_BLOCKED:
		return TERMINAL_SAYS_BLOCKED;
	case TITLE_BRACKET:
		return t->spun ? TERMINAL_SAYS_BLOCKED : TERMINAL_SAYS_NOTHING;
	default:
		return TERMINAL_SAYS_NOTHING;
	}
}

TERMINAL_INLINE __u8 terminal_says_progress(const struct terminal *t)
{
	switch (t->progress) {
	case OSC_PROGRESS_SHARE:
	case OSC_PROGRESS_BUSY:
		return TERMINAL_SAYS_WORK;
	case OSC_PROGRESS_GONE:
		return t->progressed ? TERMINAL_SAYS_REST : TERMINAL_SAYS_NOTHING;
	default:
		return TERMINAL_SAYS_NOTHING;
	}
}

TERMINAL_INLINE void terminal_note(struct terminal *t, const struct osc *osc)
{
	switch (osc->kind) {
	case OSC_STATE:
		t->state = osc->value;
		break;
	case OSC_TITLE:
		t->title = title_class(osc->value);
		t->spun |= t->title == TITLE_WORK;
		break;
	case OSC_PROGRESS:
		t->progress = osc->value;
		t->progressed |= osc->value != OSC_PROGRESS_GONE;
		break;
	}
}

/* An output began with an operating system command; to be called after terminal_output. */
TERMINAL_INLINE bool terminal_declare(struct terminal *t, __u64 now_ns, const struct osc *osc)
{
	__u8 says, source = OSC_STATE;

	terminal_note(t, osc);
	says = terminal_says_state(t);
	if (says == TERMINAL_SAYS_NOTHING) {
		says = terminal_says_title(t);
		source = OSC_TITLE;
	}
	if (says == TERMINAL_SAYS_NOTHING) {
		says = terminal_says_progress(t);
		source = OSC_PROGRESS;
	}
	t->source = source;
	if (says == t->says)
		return false;
	t->says = says;
	t->declared_ns = now_ns;
	if (says == TERMINAL_SAYS_REST || says == TERMINAL_SAYS_BLOCKED) {
		t->calm_ns = now_ns + TERMINAL_CALM_NS;
		t->run_frames = 0;
		t->slow_frames = 0;
	}
	return terminal_wake(t, TERMINAL_WAKE_DECLARED);
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
		a->beats != b->beats;
}

#endif
