/* SPDX-License-Identifier: MIT */
#include "bpf/titles.h"
#include "tests/scene.h"

/* A spinner so slow that its pace tells little by itself. */

#define TID 7

/* grok-cli 0.0.34: each 0.5 s, beside a counter each second. */
static void uneven_begin(struct scene *s)
{
	for (unsigned off = 20; off < 500; off += 60) {
		scene_begin(s);
		s->play.grid_ns = TERMINAL_MS;
		play_input(&s->play);
		for (unsigned ms = 0; ms < 10000; ms++) {
			if (ms % 500 == 499 || ms % 1000 == 500 + off)
				play_output(&s->play, TID, 40);
			scene_wait(s, 1);
			if (ms == 1100)
				CHECK_STR(session_state_name(s->state), "working");
		}
		CHECK_INT(s->working, 1);
		CHECK_INT(s->waiting, 0);
	}
}

static struct scene *begin_grok(struct scene *s)
{
	scene_begin(s);
	s->play.grid_ns = TERMINAL_MS;
	s->play.terminal.dialect = DIALECT_GROK;
	scene_wait(s, 1000);
	return s;
}

/* A key just now; a spinner each 0.5 s since, and a counter each second, FIRST ms after it. */
static void spin(struct scene *s, unsigned ms, unsigned first)
{
	play_input(&s->play);
	for (unsigned at = 0; at < ms; at++) {
		if ((at % 500 == 6 && at > 6) || at % 1000 == first)
			play_output(&s->play, TID, 40);
		scene_wait(s, 1);
	}
}

/* Its spinner's pace is known: the first turn tells, also where the counter went on in a dialog. */
static void first_turn(struct scene *s)
{
	for (unsigned first = 3; first < 1000; first += 60) {
		scene_turn(begin_grok(s), 3000);
		scene_wait(s, 6000);
		scene_forget(s);
		spin(s, 600, first);
		CHECK_INT(s->working, 1);
		spin(s, 4000, first);
		scene_blink(s, 4000, 1000);
		CHECK_STR(session_kind_name(s->kind), "attention");
		scene_forget(s);
		spin(s, 1100, first);
		CHECK_INT(s->working, 1);
	}
}

static void keys_beside_the_beats_of_a_known_blink(struct scene *s)
{
	scene_turn(begin_grok(s), 3000);
	scene_blink(s, 4000, 1000);
	CHECK_STR(session_kind_name(s->kind), "attention");
	scene_forget(s);
	for (unsigned key = 20; key < 1000; key += 40) {
		for (unsigned at = 0; at < 3000; at++) {
			if (at == key)
				play_input(&s->play);
			if (at == key + 5 || at % 1000 == 0)
				play_output(&s->play, TID, 40);
			scene_wait(s, 1);
		}
	}
	CHECK_INT(s->working, 0);
	CHECK_STR(session_kind_name(s->kind), "attention");
}

/* Its counter began with Enter. A frame at another time says nothing, nor one that the spinner may
 * have brought, or that is another. */
static void dialog_at_once(struct scene *s)
{
	static const struct {
		unsigned dialog, beat, bytes;
		bool asks;
	} at[] = {{300, 1000, 40, true}, {200, 850, 40, false}, {300, 1150, 40, false},
		{420, 1000, 40, false}, {300, 1000, 60, false}};

	for (unsigned i = 0; i < sizeof(at) / sizeof(at[0]); i++) {
		scene_turn(begin_grok(s), 3000);
		scene_wait(s, 6000);
		scene_forget(s);
		play_input(&s->play);
		scene_wait(s, at[i].dialog);
		play_output(&s->play, TID, 40);
		scene_wait(s, at[i].beat - at[i].dialog);
		play_output(&s->play, TID, at[i].bytes);
		scene_wait(s, 100);
		CHECK_INT(s->working, 0);
		CHECK_INT(s->asked, at[i].asks);
	}
}

/* Two turns of it left out, before it has turned eight times. */
static void dialog_soon_after_a_key(struct scene *s)
{
	scene_turn(begin_grok(s), 3000);
	scene_wait(s, 6000);
	spin(s, 1100, 900);
	CHECK_STR(session_state_name(s->state), "working");
	play_output(&s->play, TID, 40);
	scene_wait(s, 800);
	play_output(&s->play, TID, 40);
	scene_wait(s, 620);
	CHECK_STR(session_kind_name(s->kind), "attention");
}

int main(void)
{
	static const struct scene_case cases[] = {
		{"uneven begin", uneven_begin},
		{"first turn", first_turn},
		{"keys beside the beats of a known blink", keys_beside_the_beats_of_a_known_blink},
		{"dialog at once", dialog_at_once},
		{"dialog soon after a key", dialog_soon_after_a_key},
	};

	scene_run(cases, sizeof(cases) / sizeof(cases[0]));
	return 0;
}
