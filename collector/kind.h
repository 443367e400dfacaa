/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_KIND_H
#define COLLECTOR_KIND_H

#include "collector/beat.h"
#include "proto/session.h"

/*
 * What a stop is for, told apart from the stop itself. It is known when the agent declares it, when
 * its cursor tells, when a blink begins, or when silence has excluded one; and then it may be that
 * nothing tells: "finished" is never said of what is not known to be that. Pure.
 */
struct kind {
	enum session_kind kind;
	enum session_reason reason; /* what decided; of no meaning while not known */
	bool known;
	bool open; /* of a turn's end, and not yet known */

	/* Of kind alone. */
	uint64_t opened_ns;
	uint64_t asked_ns; /* when it became attention */
	uint64_t check_ns; /* then it is seen whether a lone frame was a blink; 0: was none */
	bool shows;        /* at rest, or while somebody typed, the cursor was shown */
	uint64_t
		hold_ns; /* after a key it must be hidden that long, where that was no dialog before */
	unsigned int lies; /* how often it was hidden, for long, where nothing was asked */
};

/* What a declaration says, SAYS and its reason; TERMINAL_SAYS_NOTHING where there is none. */
struct said {
	enum terminal_says says;
	enum session_reason reason;
};

/* Not waiting: there is no kind. */
void kind_none(struct kind *k);

/* A stop begins; TURN: of a turn. */
void kind_open(struct kind *k, bool turn, uint64_t now_ns);

/* It waits for a line of input. */
void kind_input(struct kind *k);

/* It asks, by REASON. */
void kind_ask(struct kind *k, enum session_reason reason, uint64_t now_ns);

/* It asks no longer, as REASON tells. */
void kind_answer(struct kind *k, enum session_reason reason);

/*
 * Finds the kind of the open stop. RAW: the terminal was raw while it worked, so that a shown cursor
 * is its own doing. When to look again, or UINT64_MAX.
 */
uint64_t kind_find(struct kind *k, struct beat *b, const struct terminal *t, struct said said,
	bool raw, uint64_t now_ns);

/* After a blink was taken for a request: whether it goes on. When to look again, or UINT64_MAX. */
uint64_t kind_check_blink(
	struct kind *k, struct beat *b, const struct terminal *t, uint64_t now_ns);

/* Learns from the cursor while it rests, RESTS, or a key has been touched. */
void kind_learn_cursor(struct kind *k, const struct terminal *t, bool rests, uint64_t now_ns);

/* The cursor tells dialogs from prompts in this session, and the agent does not do so itself. */
bool kind_by_cursor(const struct kind *k, const struct terminal *t, struct said said);

/* The agent tells that nothing is asked, whatever it paints. */
bool kind_is_told(const struct kind *k, const struct terminal *t, struct said said);

/*
 * The cursor is HIDDEN, or shown, for longer than within a frame; what was hidden as echo of an
 * input, a menu or a lost focus, is not. *RET_LOOK_NS is lowered to when it would be.
 */
bool kind_cursor_is(const struct kind *k, const struct terminal *t, bool hidden, uint64_t now_ns,
	uint64_t *ret_look_ns);

/* The cursor is shown again: learns from it where no key was TOUCHED since. */
void kind_learn_answer(struct kind *k, const struct terminal *t, bool touched);

#endif
