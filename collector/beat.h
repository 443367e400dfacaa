/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_BEAT_H
#define COLLECTOR_BEAT_H

#include "bpf/terminal.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Frames that come in a steady beat: a prompt that blinks asks something, a clock in the prompt
 * (Claude Code's statusLine, a countdown) says nothing. A blink begins with a stop, at a pace of its
 * own; a beat that the session also has at its prompt is a clock. Pure.
 */
struct beat {
	uint64_t clock_ns; /* period of the clock it is known to have; 0: none */
	uint64_t keyed_ns; /* the key that it began with; 0: none */
	uint64_t blink_ns; /* period at which it was seen to blink; 0: not seen */
	uint32_t streak;   /* ticks that told that period */
	bool ticking;      /* that clock runs now */
	bool proven;       /* it ran at a prompt that had been worked at, and no key had begun it */
	bool calm;         /* its prompt was seen without a beat of unknown kind */
	bool doubted;      /* a lone frame at a stop was no blink: two are needed */
};

/* The period of the last COUNT gaps or more, all alike; 0 where they are not, or it has stopped. */
uint64_t beat_period(const struct terminal *t, unsigned int count, uint64_t now_ns);

/* Periods that a busy machine would make of one. */
bool beat_is_like(uint64_t a_ns, uint64_t b_ns);

/* A clock's period: a whole part of a second. */
bool beat_is_round(uint64_t period_ns);

/*
 * The beat PERIOD_NS is a clock's from now on. KEYED_NS: the key that it began with; it may be text
 * of a line a second. PROVEN: it is neither that, nor what only its start-up showed.
 */
void beat_set_clock(struct beat *b, uint64_t period_ns, uint64_t keyed_ns, bool proven);

/* Learns its period better; forgets, or pauses, a clock that has stopped. */
void beat_check_clock(struct beat *b, const struct terminal *t, uint64_t now_ns);

/*
 * The last two frames are alike, and as far apart as those of a blink that is known: of this agent,
 * or seen in this session.
 */
bool beat_is_pair(const struct beat *b, const struct terminal *t);

/*
 * The first beat of a dialog that a key brought at once: its counter began with the key, and at work
 * its spinner would have turned since.
 */
bool beat_is_first(const struct beat *b, const struct terminal *t);

/*
 * A blink that began with a stop: two equal gaps, or one at a pace known in this session, or the
 * first frame, alone after a pause longer than any at work. STOP_NS is when the stop was declared, or
 * 0.
 */
bool beat_is_blink(
	const struct beat *b, const struct terminal *t, uint64_t stop_ns, uint64_t now_ns);

#endif
