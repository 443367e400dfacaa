/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SCENE_H
#define TESTS_SCENE_H

#include "bpf/osc.h"
#include "check.h"
#include "play.h"

#include <stddef.h>

/* An agent and its user, played to the detector. Times in ms. */
struct scene {
	struct play play;
	enum session_state state; /* as last reported */
	enum session_kind kind;
	unsigned working, waiting; /* how often it became so since scene_forget */
	unsigned asked;
};

struct scene_case {
	const char *name;
	void (*run)(struct scene *s);
};

#define SCENE_EXPECT(s, want_state, want_reason, want_kind)                       \
	do {                                                                      \
		CHECK_STR(session_state_name((s)->play.session->detect.state),    \
			session_state_name(want_state));                          \
		CHECK_STR(session_reason_name((s)->play.session->detect.reason),  \
			session_reason_name(want_reason));                        \
		CHECK_STR(session_kind_name((s)->play.session->detect.kind.kind), \
			session_kind_name(want_kind));                            \
	} while (0)

/* Not yet started anything: the terminal's mode is unknown. */
void scene_new(struct scene *s, bool scanned);
/* Started, has painted itself and rests at its prompt. */
void scene_begin(struct scene *s);
void scene_forget(struct scene *s);

void scene_wait(struct scene *s, unsigned ms);
/* A frame each GAP, a fifth more or less, for so long. */
void scene_paint(struct scene *s, unsigned ms, unsigned gap);
/* A frame exactly each PERIOD. */
void scene_blink(struct scene *s, unsigned ms, unsigned period);
void scene_title(struct scene *s, unsigned character);
void scene_state(struct scene *s, enum osc_state state);
/* A frame that leaves the cursor so. */
void scene_cursor(struct scene *s, enum terminal_cursor cursor);
/* So many keys, each answered by a frame after ECHO; paints meanwhile each PAINT, if not 0. */
void scene_type(struct scene *s, unsigned keys, unsigned gap, unsigned echo, unsigned paint);
/* Enter, and a turn of so long with a frame each 100 ms. Expects it to be seen. */
void scene_turn(struct scene *s, unsigned ms);

/* It waits after a turn, and nothing tells what for. */
void scene_expect_untold(struct scene *s);

/* Runs all, each in a fresh scene, and prints their names. */
void scene_run(const struct scene_case *cases, size_t count);

#endif
