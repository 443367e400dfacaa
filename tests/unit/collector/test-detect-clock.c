/* SPDX-License-Identifier: MIT */
#include "bpf/titles.h"
#include "tests/scene.h"

/* A clock in the prompt, a countdown, a status line: a beat that says nothing; and blinks. */

#define TID 7

static const unsigned periods[] = {1000, 500, 250};

#define PERIODS (sizeof(periods) / sizeof(periods[0]))

/* Frames each so many ms, by three painters at once; 0: none. The clock never starts anew. */
static void pass(struct scene *s, unsigned ms, unsigned clock, unsigned spinner, unsigned blink)
{
	for (unsigned done = 0; done < ms; done++) {
		unsigned at = s->play.now_ns / TERMINAL_MS;

		if ((clock && at % clock == 0) || (spinner && done % spinner == 0) ||
			(blink && done % blink == 0))
			play_output(&s->play, TID, 40);
		scene_wait(s, 1);
	}
}

/* Started with its clock running. */
static void begin(struct scene *s, unsigned clock)
{
	scene_new(s, false);
	scene_wait(s, 300);
	play_fact(&s->play, terminal_mode(&s->play.terminal, true));
	pass(s, 900, clock, 40, 0);
	pass(s, 8000, clock, 0, 0);
	CHECK_STR(session_state_name(s->state), "waiting");
	scene_forget(s);
}

static void turn(struct scene *s, unsigned clock)
{
	play_input(&s->play);
	pass(s, 3300, clock, 110, 0);
	SCENE_EXPECT(s, SESSION_WORKING, SESSION_BY_CADENCE, SESSION_KIND_NONE);
}

static void expect_untold(struct scene *s)
{
	SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_QUIET, SESSION_KIND_NONE);
	CHECK(s->play.session->detect.kind.known);
	CHECK_INT(s->asked, 0);
}

static void clock_at_the_prompt(struct scene *s)
{
	for (unsigned n = 0; n < PERIODS; n++) {
		unsigned clock = periods[n];

		begin(s, clock);
		pass(s, 20000, clock, 0, 0);
		CHECK_INT(s->working + s->asked, 0);
	}
}

static void clock_through_turns(struct scene *s)
{
	for (unsigned n = 0; n < PERIODS; n++) {
		unsigned clock = periods[n];

		begin(s, clock);
		for (unsigned i = 0; i < 5; i++) {
			turn(s, clock);
			scene_forget(s);
			pass(s, 3000, clock, 0, 0);
			expect_untold(s);
			pass(s, 20000, clock, 0, 0);
			expect_untold(s);
			CHECK_INT(s->working, 0);
			CHECK_INT(s->waiting, 1);
		}
	}
}

static void blink_beside_a_clock(struct scene *s)
{
	for (unsigned n = 0; n < PERIODS; n++) {
		unsigned clock = periods[n];

		begin(s, clock);
		for (unsigned i = 0; i < 5; i++) {
			turn(s, clock);
			scene_forget(s);
			pass(s, 4000, clock, 0, 600);
			CHECK_INT(s->asked, 1);
			CHECK_STR(session_kind_name(s->kind), "attention");
			pass(s, 20000, clock, 0, 600);
			CHECK_INT(s->asked, 1);
			CHECK_INT(s->working, 0);
			play_input(&s->play);
			pass(s, 2000, clock, 110, 0);
			pass(s, 3000, clock, 0, 0);
			CHECK(s->kind != SESSION_KIND_ATTENTION);
		}
	}
}

/* The last frame of work, a tick and the first blink may be as far apart as beats. */
static void blink_at_any_time_of_a_clock(struct scene *s)
{
	for (unsigned n = 0; n < 7 * 50; n++) {
		begin(s, 1000);
		turn(s, 1000);
		pass(s, 4000, 1000, 0, 0);
		play_input(&s->play);
		pass(s, 2300 + n / 7 * 20, 1000, 100, 0);
		scene_forget(s);
		pass(s, n % 7 * 100, 1000, 0, 0);
		pass(s, 4000, 1000, 0, 600);
		CHECK_INT(s->asked, 1);
	}
}

/* Claude Code 2.1.332 shows no status line in a dialog: its beats that come when the clock would
 * tick are beats, too. */
static void blink_in_place_of_a_clock(struct scene *s)
{
	for (unsigned off = 0; off < 1000; off += 50) {
		begin(s, 1000);
		turn(s, 1000);
		pass(s, off, 1000, 110, 0);
		scene_forget(s);
		pass(s, 3800, 0, 0, 610);
		CHECK_INT(s->asked, 1);
		CHECK_STR(session_kind_name(s->kind), "attention");
		CHECK_INT(s->working, 0);
	}
}

/* As Codex' would where it is not declared: told by the first beat of its own. */
static void first_beat(struct scene *s)
{
	scene_begin(s);
	scene_turn(s, 5000);
	scene_blink(s, 1000, 1000);
	CHECK_INT(s->asked, 0);
	play_output(&s->play, TID, 40);
	scene_wait(s, 60);
	CHECK_INT(s->asked, 1);
}

/* Claude Code 2.1.332 in tmux: the dialog, 0.2 s, a blink. Two beats of it tell. */
static void second_beat_after_fast_work(struct scene *s)
{
	scene_begin(s);
	play_input(&s->play);
	scene_paint(s, 3000, 180);
	CHECK_STR(session_state_name(s->state), "working");
	scene_wait(s, 110);
	play_output(&s->play, TID, 3190);
	scene_wait(s, 216);
	scene_blink(s, 1200, 600);
	CHECK_INT(s->asked, 0);
	play_output(&s->play, TID, 40);
	scene_wait(s, 60);
	CHECK_INT(s->asked, 1);
}

/* Claude Code 2.1.332 in tmux. Neither is told from a clock that a key began; but it ends, and then
 * its dialogs blink as if there had been none. */
static void text_of_a_line_a_second(struct scene *s)
{
	for (unsigned off = 0; off < 1000; off += 50) {
		scene_begin(s);
		s->play.terminal.dialect = DIALECT_CLAUDE;
		scene_turn(s, 3000);
		scene_wait(s, 6000);
		scene_forget(s);
		play_input(&s->play);
		scene_wait(s, 157);
		scene_blink(s, 12000, 1000);
		CHECK_INT(s->working + s->waiting + s->asked, 0);
		scene_wait(s, 4000);
		play_input(&s->play);
		scene_paint(s, 2000 + off, 110);
		CHECK_STR(session_state_name(s->state), "working");
		play_output(&s->play, TID, 3190);
		scene_wait(s, 346);
		scene_blink(s, 1300, 600);
		CHECK_INT(s->asked, 1);
	}
}

static void dialog_by_cursor_beside_a_clock(struct scene *s)
{
	for (unsigned n = 0; n < PERIODS; n++) {
		unsigned clock = periods[n];

		begin(s, clock);
		scene_cursor(s, TERMINAL_CURSOR_HIDDEN);
		scene_cursor(s, TERMINAL_CURSOR_SHOWN);
		pass(s, 3000, clock, 0, 0);
		turn(s, clock);
		scene_cursor(s, TERMINAL_CURSOR_HIDDEN);
		pass(s, 400, clock, 0, 0);
		SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_CURSOR, SESSION_KIND_ATTENTION);
		play_input(&s->play);
		scene_cursor(s, TERMINAL_CURSOR_SHOWN);
		pass(s, 2000, clock, 110, 0);
		pass(s, 3000, clock, 0, 0);
		SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_QUIET, SESSION_KIND_FINISHED);
		scene_forget(s);
		pass(s, 20000, clock, 0, 0);
		CHECK_INT(s->asked + s->working, 0);
	}
}

/*
 * At a prompt that has been at rest for long: by itself, or switched on. What a key begins each
 * 0.5 s may be a slow spinner's.
 */
static void clock_that_begins_later(struct scene *s)
{
	for (unsigned n = 0; n <= PERIODS; n++) {
		unsigned clock = periods[n % PERIODS];

		scene_begin(s);
		scene_turn(s, 3000);
		scene_wait(s, 15000);
		if (n == PERIODS)
			play_input(&s->play);
		scene_forget(s);
		pass(s, 20000, clock, 0, 0);
		CHECK_INT(s->asked + s->working, 0);
		turn(s, clock);
		scene_forget(s);
		pass(s, 20000, clock, 0, 0);
		expect_untold(s);
	}
}

static void found_with_a_clock(struct scene *s)
{
	for (unsigned n = 0; n < PERIODS; n++) {
		unsigned clock = periods[n];

		scene_new(s, true);
		play_fact(&s->play, terminal_mode(&s->play.terminal, true));
		pass(s, 20000, clock, 0, 0);
		CHECK_INT(s->asked, 0);
		turn(s, clock);
		scene_forget(s);
		pass(s, 10000, clock, 0, 0);
		CHECK_INT(s->asked + s->working, 0);
	}
}

/* Alone, and late: taken for the first frame of a blink, once. */
static void lone_late_frame(struct scene *s)
{
	scene_begin(s);
	for (unsigned i = 0; i < 3; i++) {
		scene_turn(s, 3000);
		scene_forget(s);
		scene_wait(s, 550);
		scene_blink(s, 8000, 8000);
		CHECK_INT(s->asked, i == 0);
		CHECK_INT(s->working, 0);
		play_input(&s->play);
		scene_wait(s, 4000);
	}
	/* A real blink is told still, from its second beat. */
	scene_turn(s, 3000);
	scene_forget(s);
	scene_blink(s, 3000, 600);
	CHECK_INT(s->asked, 1);
}

/* Arrows in it are answered by echo; it blinks on. */
static void keys_in_a_dialog_that_blinks(struct scene *s)
{
	scene_begin(s);
	scene_turn(s, 3000);
	scene_forget(s);
	scene_blink(s, 3000, 600);
	for (unsigned i = 0; i < 20; i++) {
		play_input(&s->play);
		scene_wait(s, 5);
		play_output(&s->play, TID, 40);
		scene_wait(s, 55 + i * 20);
		scene_blink(s, 1800, 600);
	}
	CHECK_INT(s->asked, 1);
	CHECK_INT(s->working, 0);
	CHECK_STR(session_kind_name(s->kind), "attention");
}

/* Each is news, but one that the answer brings at once: that is the same request, going on. */
static void dialogs_that_blink_with_a_short_tool_between(struct scene *s)
{
	for (unsigned tool = 300; tool <= 1500; tool += 300) {
		scene_begin(s);
		scene_turn(s, 3000);
		for (unsigned i = 0; i < 5; i++) {
			scene_forget(s);
			scene_blink(s, 4000, 600);
			CHECK_INT(s->asked, i == 0 || tool > 300);
			CHECK_STR(session_kind_name(s->kind), "attention");
			play_input(&s->play);
			scene_paint(s, tool, 100);
		}
	}
}

int main(void)
{
	static const struct scene_case cases[] = {
		{"clock at the prompt", clock_at_the_prompt},
		{"clock through turns", clock_through_turns},
		{"blink beside a clock", blink_beside_a_clock},
		{"blink at any time of a clock", blink_at_any_time_of_a_clock},
		{"blink in place of a clock", blink_in_place_of_a_clock},
		{"first beat", first_beat},
		{"second beat after fast work", second_beat_after_fast_work},
		{"text of a line a second", text_of_a_line_a_second},
		{"dialog by cursor beside a clock", dialog_by_cursor_beside_a_clock},
		{"clock that begins later", clock_that_begins_later},
		{"found with a clock", found_with_a_clock},
		{"lone late frame", lone_late_frame},
		{"keys in a dialog that blinks", keys_in_a_dialog_that_blinks},
		{"dialogs that blink with a short tool between",
			dialogs_that_blink_with_a_short_tool_between},
	};

	scene_run(cases, sizeof(cases) / sizeof(cases[0]));
	return 0;
}
