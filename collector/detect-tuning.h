/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_DETECT_TUNING_H
#define COLLECTOR_DETECT_TUNING_H

/* The constants of detect and its parts, each with where it was measured. Those of the kernel's side
 * are in bpf/terminal.h. */

#define MS TERMINAL_MS

/*
 * A run of frames that is work. What is painted in the first 0.7 s after a key may be a dialog, a
 * menu or a screen drawn anew (Claude's approval 0.3 s after Enter: 0.62 s). Where nobody touched a
 * key more is wanted: Codex' start-up paints a burst of 0.4 s, and a turn that nobody typed can be
 * told a little later.
 */
#define PROMPTED_FRAMES    4
#define PROMPTED_SPAN_NS   (350 * MS)
#define PROMPTED_AFTER_NS  (700 * MS) /* the key */
#define PROMPTED_GAP_NS    (250 * MS) /* a longer gap than the others slackens */
#define UNPROMPTED_FRAMES  6
#define UNPROMPTED_SPAN_NS (700 * MS)
#define IDLE_SPAN_NS       (2000 * MS) /* Kilo's start-up: 0.9 s, 2 s after it had come to rest */

/* Work was painted within 0.3 s of its key. Qwen redrew a silent dialog, 5 frames in 0.53 s, 3 s
 * after the key. */
#define PROMPT_NS (1500 * MS)

/*
 * Equal gaps that make a blinking prompt. Work with an animation was not seen to leave two. After
 * slow work, or late, three are needed.
 */
#define BEATS      2
#define BEATS_LATE 3

/* Average gap of slow work: grok-cli's is 0.33 s, Claude's in tmux 0.2. */
#define SLOW_MEAN_NS (260 * MS)

/* The fastest blink was 0.59 s; text that came slowly (Claude) was painted each 0.50 s. */
#define BLINK_NS (550 * MS)

/* The frames of a blink are as large as one another: 40 and 42 bytes (Claude), 1208 (grok-cli).
 * Between two alike work never left a gap like Claude's blink; text that comes slowly does between
 * others. */
#define PAIR_BYTES 8

/* A blink has begun 1.3 s after the last frame: Claude's after 0.6, Codex' and grok's after 1.0. */
#define KIND_NS (1300 * MS)

/* A dialog was painted 1.41 s after the last frame at work on a busy machine (Claude 2.1.332). */
#define KIND_LEAST_NS (400 * MS)

/* Frames that come alone, and in no beat, put it off no longer. */
#define KIND_MOST_NS (3 * KIND_NS)

/* The first frame of a blink stands for it no longer than to the next. */
#define LONE_NS (1100 * MS)

/* Beats that keys may have hidden, and what a busy machine adds to them. */
#define TURN_BEATS    5
#define TURN_SLACK_NS (120 * MS)

/* Two more frames of a blink have come by then. */
#define BLINK_CHECK_NS (2600 * MS)

/* Equal gaps that make a clock, and how many it may leave out before it counts as gone. */
#define CLOCK_BEATS   3
#define CLOCK_MISSES  4
#define CLOCK_MORE_NS (3000 * MS)
#define TICK_SLACK_NS (20 * MS)

/* The same of one that may have been text of a line a second. */
#define CLOCK_DOUBTS   2
#define CLOCK_DOUBT_NS (500 * MS)

/* A beat that begins that long after a stop, where the agent tells what the stop is for, is none
 * of the stop's. */
#define CLOCK_LATE_NS (3000 * MS)

/* Where nothing tells, it may be: Copilot's approval counts seconds from 5.2 s on. */
#define BLINK_LATE_NS (8000 * MS)

/* A beat that began so soon after a key may be a dialog's that the key brought. */
#define BLINK_KEYED_NS (2000 * MS)

/*
 * A frame in several writes left the cursor hidden for 5 ms between two of them (Kilo). A screen
 * that a key has changed may be painted in several frames: 0.17 s on a busy machine (OpenCode).
 */
#define CURSOR_HOLD_NS       (60 * MS)
#define CURSOR_KEYED_NS      (250 * MS) /* where it was hidden so soon: */
#define CURSOR_KEYED_MOST_NS (600 * MS) /* and where that was no dialog before */
#define CURSOR_KEY_NS        (1000 * MS)

/* Shown again without a key so soon it was painted on. A request that goes away by itself twice was
 * none. */
#define CURSOR_BRIEF_NS (1000 * MS)
#define CURSOR_LIES     2

/* Frames of more than one write that hide the cursor in between wake the collector no more often. */
#define CURSOR_AGAIN_NS (1000 * MS)

/*
 * A gap longer than any other of a run, and a silence behind it that is longer too, end work when
 * they are together so many times as long: a dialog that blinks leaves no silence of a threshold
 * (grok-cli 0.0.34 each 1.0 s after work in gaps of 0.5 s; Claude Code in tmux).
 */
#define SLACK_FRAMES 8
#define SLACK_TENTHS 28
#define SLACK_NS     (1400 * MS) /* Claude's text that came slowly: 0.37 and 0.96 s */

/* The first frame of a blink follows another of the stop; a declaration may be a moment late. */
#define LONE_BEFORE_NS (100 * MS)

/* A run that is no blink's: what a key in a dialog brought. */
#define ANSWERED_FRAMES 3

/* Codex declares 60 ms of work while it starts. */
#define WORK_HOLD_NS (250 * MS)

/* Outlasts a title that is set twice in one repaint. No agent was seen to take rest back later. */
#define REST_HOLD_NS (20 * MS)

/* Claude's animation left 0.97 s open at a threshold of one second. */
#define QUIET_MORE_NS (100 * MS)

/* As much again for a busy machine, where the session painted slowly: at a load of 11 Claude Code
 * 2.1.332 left 1.01 s between lines that came each second. The timer's grid of 0.25 s keeps it
 * within half a second of the threshold. */
#define QUIET_MOST_NS (200 * MS)
#define QUIET_PACE_NS (1100 * MS) /* whatever the threshold, where its pace says so */

/* What the last frames of a turn (0.4 s, OpenCode) and the grid of the timer (0.25 s) cost. */
#define QUIET_LESS_NS (300 * MS)

/* A run so long before its pace is trusted. */
#define PACE_SPAN_NS (3000 * MS)

/*
 * Silence so many times as long as the longest gap is no gap. Claude, which leaves long ones while
 * text comes slowly, also left 0.34 to 0.46 s every few seconds before.
 */
#define PACE_TIMES 3

/* A raw terminal is an agent that is up; agents painted within 0.7 s of that. */
#define UNPAINTED_NS (5000 * MS)

/* Print mode was silent for up to 10 s at work, Codex without animations 15 s. */
#define UNSEEN_NS (20000 * MS)

/* No start-up painted that long at a working rate. */
#define TURN_NS (5000 * MS)

/* Ctrl-Z and exit make the terminal canonical just before the process stops or ends. */
#define LINE_HOLD_NS (500 * MS)

/* A loop that polls stdin is back in its poll by then. */
#define RETURN_HOLD_NS (50 * MS)

/* Job control follows a key: where the process stands is looked at that long after it. */
#define LOOK_SOON_NS  (500 * MS)
#define LOOK_LATER_NS (3000 * MS)

/* Where no fact would tell that it is in front again, or no longer; at whole seconds, so that one
 * wake-up does for all. */
#define LOOK_AGAIN_NS (2000 * MS)
#define LOOK_GRID_NS  (1000 * MS)

#endif
