/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_DETECT_TUNING_H
#define COLLECTOR_DETECT_TUNING_H

/* The constants of detect.c, each with where it was measured. Those of the kernel's side are in
 * bpf/terminal.h. */

#define MS TERMINAL_MS

/*
 * A run of frames that is work. With an animation, agents showed 4 over 0.4 s in the first 0.87 s
 * after Enter. Where nobody touched a key more is wanted: Codex' start-up paints a burst of
 * 0.4 s, and a turn that nobody typed can be told a little later.
 */
#define PROMPTED_FRAMES    4
#define PROMPTED_SPAN_NS   (400 * MS)
#define UNPROMPTED_FRAMES  6
#define UNPROMPTED_SPAN_NS (700 * MS)

/* Work was painted within 0.3 s of its key. Qwen redrew a silent dialog, 5 frames in 0.53 s, 3 s
 * after the key. */
#define PROMPT_NS (1500 * MS)

/* Equal gaps that make a blinking prompt. Work with an animation was not seen to leave two. */
#define BEATS 3

/* Codex declares 60 ms of work while it starts. */
#define WORK_HOLD_NS (250 * MS)

/* Outlasts a title that is set twice in one repaint. No agent was seen to take rest back later. */
#define REST_HOLD_NS (20 * MS)

/* Claude's animation left 0.97 s open at a threshold of one second. */
#define QUIET_MORE_NS (100 * MS)

/* As much again for a busy machine, where the session painted slowly; the timer's grid of 0.25 s
 * keeps it within half a second of the threshold. */
#define QUIET_MOST_NS (250 * MS)

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

/* Where no fact would tell that it is in front again, or no longer. */
#define LOOK_AGAIN_NS (2000 * MS)

#endif
