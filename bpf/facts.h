/* SPDX-License-Identifier: MIT */
#ifndef BPF_FACTS_H
#define BPF_FACTS_H

#include <linux/types.h>

/*
 * What one session did on its terminal. The kernel programs write it, the collector maps it and
 * reads it when it has a reason to; no record is sent for a frame.
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

/* Equal gaps are beats: of a prompt that blinks (the slowest wanted is 0.6 a second), or of a clock
 * in the prompt (4 a second is the fastest that is told from work). */
#define TERMINAL_BEAT_NS (1800 * TERMINAL_MS)
#define TERMINAL_TICK_NS (200 * TERMINAL_MS)

/* Equal gaps of all that is painted, at another pace than the clock's: that does not run now (Claude
 * Code 2.1.332 takes its status line away in a dialog). With the clock's there are two at most. */
#define TERMINAL_BEATS_ALONE 3

/* A clock is followed through so many beats that could not be told from other output. */
#define TERMINAL_TICKS_UNSEEN 240

/* No animation runs: Claude's paints each 0.11 s. */
#define TERMINAL_STILL_NS (150 * TERMINAL_MS)

/* What a frame is to the clock in the prompt. */
enum terminal_tick {
	TERMINAL_NO_TICK,
	TERMINAL_TICK_DUE,
	TERMINAL_TICK_ALONE, /* nothing was painted since the tick before */
};

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

/*
 * Slow work that a key began is known from its second frame that long after the key: grok-cli
 * 0.0.34 paints each 0.5 s beside a counter each 1.0 s. A dialog that a key, or a short turn,
 * brought was painted within 0.7 s of the key (Claude Code 2.1.332), ever more slowly.
 */
#define TERMINAL_KEYED_NS      (950 * TERMINAL_MS)
#define TERMINAL_KEYED_MOST_NS (2000 * TERMINAL_MS)

/* A spinner whose pace is known turns first that much before or after its time, counted from the key
 * that began the work (grok-cli 0.0.34: 5 to 13 ms after). */
#define TERMINAL_SPIN_LESS_NS (20 * TERMINAL_MS)
#define TERMINAL_SPIN_MORE_NS (120 * TERMINAL_MS)

/* A terminal that answers at all does so within that long; a key that comes before its answer is
 * taken for it, and it for the key. */
#define TERMINAL_ANSWER_NS (50 * TERMINAL_MS)

/* Why the collector wants to be woken (terminal.wake_on). */
enum terminal_wake {
	TERMINAL_WAKE_CADENCE = 1 << 0,   /* a run of wake_frames that lasts wake_span_ns */
	TERMINAL_WAKE_DECLARED = 1 << 1,  /* something else is declared */
	TERMINAL_WAKE_BLOCKED = 1 << 2,   /* in a call that waits for stdin */
	TERMINAL_WAKE_UNBLOCKED = 1 << 3, /* that call returned */
	TERMINAL_WAKE_BEATS = 1 << 4,     /* wake_beats equal gaps, as of a prompt that blinks */
	TERMINAL_WAKE_INPUT = 1 << 5,
	TERMINAL_WAKE_MODE = 1 << 6, /* raw or canonical, and it was not before */
	TERMINAL_WAKE_CURSOR = 1 << 7,
	TERMINAL_WAKE_LONE = 1 << 8, /* a frame after a gap that ends a run */
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
	TERMINAL_SAYS_REST, /* for whatever reason */
	TERMINAL_SAYS_DONE, /* rest, by a source that tells a request apart */
	TERMINAL_SAYS_BLOCKED,
};

/* A part of the session that reports for itself. */
struct report {
	__u64 path; /* as struct osc has it */
	__u32 id;
	__u8 depth;
	__u8 state; /* enum osc_state; OSC_STATE_CLEAR: none */
};

/* Further ones are not kept, so that they wait for nobody. */
#define CHANNELS_REPORTS 8

/* What was last said over each channel. */
struct channels {
	struct report reports[CHANNELS_REPORTS];
	__u8 state;      /* enum osc_state; of the root and all reports */
	__u8 root;       /* enum osc_state */
	__u8 status;     /* enum osc_state */
	__u8 title;      /* enum title_class */
	__u8 progress;   /* enum osc_progress */
	__u8 spun;       /* a title of it spun */
	__u8 progressed; /* it showed a progress */
};

struct terminal {
	/* Written by the kernel. */
	__u64 frames;       /* of its own */
	__u64 frame_ns;     /* when the last of them began */
	__u64 prior_ns;     /* when the one before began, whatever came between */
	__u64 paint_ns;     /* when the last frame began, be it an echo or a tick */
	__u64 paint_gap_ns; /* between it and the one before */
	__u64 run_ns;       /* when the run began: frames without a gap or an echo between */
	__u64 run_frames;   /* 0: no run */
	__u64 slow_ns;      /* when the slow run began */
	__u64 slow_gap_ns;  /* longest gap of it but the last */
	__u64 slow_frames;  /* of the slow run; 0: none */
	__u64 gap_ns;       /* between the last two frames; 0: an echo came between */
	__u64 before_ns;    /* the gap before that */
	__u64 bytes;        /* of the last frame */
	__u64 before_bytes; /* of the one before */
	__u64 beat_ns;      /* when the first of the equal gaps began */
	__u64 tick_ns;      /* when its clock last ticked, or should have */
	__u64 streak_ns;    /* the frame before the first of ticks that came alone */
	__u64 break_ns;     /* the gap before the run, where another run ended */
	__u64 pace_ns;      /* longest gap at work, slowly forgotten */
	__u64 input_ns;     /* last read that returned bytes */
	__u64 echo_ns;      /* masked until then */
	__u64 masked_ns;    /* all time that was masked, up to echo_ns */
	__u64 frame_mask;   /* masked_ns at frame_ns */
	__u64 write_ns;     /* since when a write is in progress */
	__u64 block_ns;     /* since when a call waits for stdin */
	__u64 returned_ns;  /* when such a call last returned */
	__u64 declared_ns;  /* when it began to say what it says */
	__u64 calm_ns;      /* frames until then are those of a turn declared over */
	__u64 asked_ns;     /* when the terminal was asked something; 0: it answered */
	__u64 cursor_ns;    /* since when the cursor is as it is */
	__u64 woken;        /* the value of armed that has been answered */
	__u32 beats;        /* equal gaps in a row */
	__u32 paint_beats;  /* the same of all that is painted, ticks as well */
	__u32 write_tid;    /* 0: no write in progress */
	__u32 block_tid;    /* 0: not waiting for stdin */
	__u32 size;         /* of the terminal's window */
	__u32 cursor;       /* enum terminal_cursor */
	__u32 cursor_echo;  /* it became so as the echo of an input */
	__u32 tick;         /* enum terminal_tick, of the last frame */
	__u32 writes;       /* of the last frame */
	__u32 tick_writes;  /* most of a tick that came alone */
	__u32 streak;       /* ticks alone in a row */
	__u8 mode;          /* enum terminal_mode */
	__u8 says;          /* enum terminal_says */
	__u8 source;        /* enum osc_kind */
	struct channels channels;

	/* Written by the collector. */
	__u64 armed; /* raised each time it wants to be woken again */
	__u64 wake_span_ns;
	__u64 wake_beat_ns; /* shortest gap of beats that wake */
	__u64 clock_ns;     /* period of a clock in its prompt: its beats are no frames; 0: none */
	__u64 spin_ns;      /* period of its spinner; 0: not known */
	__u32 wake_frames;
	__u32 wake_beats;
	__u32 wake_on; /* enum terminal_wake */
	__u32 dialect; /* enum dialect; since it began to be watched */
};

#endif
