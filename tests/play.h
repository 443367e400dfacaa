/* SPDX-License-Identifier: MIT */
#ifndef TESTS_PLAY_H
#define TESTS_PLAY_H

#include "collector/track.h"

/*
 * Kernel and collector around one session, without either: facts go in at their time; track and
 * detect are the real ones; the step, its wakes and the timer's grid are as in the collector.
 */
#define PLAY_GRID_NS (250 * TERMINAL_MS) /* a deadline is served at the next point of it */
#define PLAY_RATE_NS (50 * TERMINAL_MS)  /* no session is stepped by wakes more often */

struct play {
	struct terminal terminal;
	struct track track;
	struct track_session *session; /* the only one */
	struct standing standing;
	uint64_t now_ns;
	uint64_t grid_ns;  /* PLAY_GRID_NS, as with many sessions */
	uint64_t phase_ns; /* of the grid */
	uint64_t stepped_ns;
	uint64_t pending_ns; /* a wake that the rate limit put off; or DETECT_NEVER */
	unsigned steps;
	void (*report)(const struct play *p, void *data);
	void *data;
};

/* Begins at NOW_NS, in the foreground. Set report afterwards; the first state is not reported. */
void play_init(struct play *p, uint64_t threshold_ns, bool scanned, uint64_t now_ns);

/* Lets time pass. */
void play_until(struct play *p, uint64_t now_ns);

/* After a fact was noted at now_ns: WAKE is what its function returned. */
void play_fact(struct play *p, bool wake);

/* Where the process stands has changed, and a signal told the collector. */
void play_stand(struct play *p, bool foreground, bool stopped);

/* One finished write of a frame, or of a command to the terminal; a read. At now_ns. */
void play_output(struct play *p, uint32_t tid, uint32_t bytes);
void play_cursor(struct play *p, enum terminal_cursor cursor);
void play_declare(struct play *p, uint32_t kind, uint32_t value);
void play_input(struct play *p);

#endif
