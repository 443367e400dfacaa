/* SPDX-License-Identifier: MIT */
#include "tests/scene.h"

/* Line mode, what is found running, and what wakes the collector. */
#define TID 7

static void block(struct scene *s)
{
	play_fact(&s->play, terminal_block(&s->play.terminal, s->play.now_ns, TID));
}

static void give_back(struct scene *s, bool input)
{
	if (input)
		play_input(&s->play);
	play_fact(&s->play, terminal_return(&s->play.terminal, s->play.now_ns, TID));
}

static void mode(struct scene *s, bool raw)
{
	play_fact(&s->play, terminal_mode(&s->play.terminal, raw));
}

/* Wherever the grid lies, waiting is told 1.0 to 1.3 s after the read began. */
static void line_mode(struct scene *s)
{
	for (unsigned phase = 0; phase < 250; phase += 10) {
		scene_new(s, false);
		s->play.phase_ns = phase * TERMINAL_MS;
		mode(s, false);
		scene_paint(s, 700, 100);
		block(s);
		scene_wait(s, 999);
		SCENE_EXPECT(s, SESSION_WORKING, SESSION_BY_START, SESSION_KIND_NONE);
		scene_wait(s, 301);
		SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_STDIN, SESSION_KIND_INPUT);
		give_back(s, true);
		scene_wait(s, 1);
		SCENE_EXPECT(s, SESSION_WORKING, SESSION_BY_STDIN, SESSION_KIND_NONE);
		scene_wait(s, 20000);
		SCENE_EXPECT(s, SESSION_WORKING, SESSION_BY_STDIN, SESSION_KIND_NONE);
	}
}

static void line_mode_without_a_terminal(struct scene *s)
{
	scene_new(s, false);
	scene_wait(s, 3000);
	block(s);
	scene_wait(s, 1300);
	SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_STDIN, SESSION_KIND_INPUT);
}

static void line_mode_that_answers_at_once(struct scene *s)
{
	scene_new(s, false);
	mode(s, false);
	block(s);
	scene_wait(s, 5000);
	scene_forget(s);
	give_back(s, true);
	block(s);
	scene_wait(s, 5000);
	CHECK_INT(s->working, 1);
	CHECK_INT(s->waiting, 1);
	/* The same, looked at only when it waits again. */
	s->play.stepped_ns = s->play.now_ns;
	give_back(s, true);
	scene_wait(s, 10);
	block(s);
	scene_wait(s, 5000);
	CHECK_INT(s->working, 2);
	CHECK_INT(s->waiting, 2);
}

static void line_mode_that_polls(struct scene *s)
{
	scene_new(s, false);
	mode(s, false);
	for (unsigned i = 0; i < 100; i++) {
		block(s);
		scene_wait(s, 100);
		give_back(s, false);
		scene_wait(s, i % 3);
	}
	SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_STDIN, SESSION_KIND_INPUT);
	CHECK_INT(s->waiting, 1);
	CHECK_INT(s->working, 0);
}

static void print_mode(struct scene *s)
{
	scene_new(s, false);
	mode(s, false);
	scene_paint(s, 2000, 100);
	s->play.steps = 0;
	scene_wait(s, 600000);
	CHECK_INT(s->waiting, 0);
	CHECK_INT(s->play.steps, 0);
}

/* readline: raw while it prompts, canonical while a command runs. */
static void prompt_that_is_raw(struct scene *s)
{
	scene_begin(s);
	scene_type(s, 5, 80, 3, 0);
	mode(s, false);
	scene_wait(s, 5000);
	SCENE_EXPECT(s, SESSION_WORKING, SESSION_BY_STDIN, SESSION_KIND_NONE);
	mode(s, true);
	scene_paint(s, 20, 20);
	scene_wait(s, 1400);
	SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_QUIET, SESSION_KIND_NONE);
}

static void found_at_rest(struct scene *s)
{
	scene_new(s, true);
	SCENE_EXPECT(s, SESSION_UNKNOWN, SESSION_BY_SCAN, SESSION_KIND_NONE);
	mode(s, true);
	scene_wait(s, 1900);
	SCENE_EXPECT(s, SESSION_UNKNOWN, SESSION_BY_SCAN, SESSION_KIND_NONE);
	scene_wait(s, 400);
	SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_QUIET, SESSION_KIND_NONE);
}

static void found_and_never_seen(struct scene *s)
{
	scene_new(s, true);
	scene_wait(s, 19000);
	SCENE_EXPECT(s, SESSION_UNKNOWN, SESSION_BY_SCAN, SESSION_KIND_NONE);
	scene_wait(s, 1500);
	SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_QUIET, SESSION_KIND_NONE);
}

static void found_at_work(struct scene *s)
{
	scene_new(s, true);
	mode(s, true);
	scene_paint(s, 1000, 110);
	SCENE_EXPECT(s, SESSION_WORKING, SESSION_BY_CADENCE, SESSION_KIND_NONE);
	scene_wait(s, 1600);
	scene_expect_untold(s);
}

static void found_blinking(struct scene *s)
{
	scene_new(s, true);
	mode(s, true);
	scene_blink(s, 4000, 600);
	SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_BLINKING, SESSION_KIND_ATTENTION);
}

static void progress(struct scene *s)
{
	scene_begin(s);
	play_declare(&s->play, OSC_PROGRESS, OSC_PROGRESS_GONE);
	scene_wait(s, 3000);
	play_declare(&s->play, OSC_PROGRESS, OSC_PROGRESS_BUSY);
	scene_wait(s, 3000);
	SCENE_EXPECT(s, SESSION_WORKING, SESSION_BY_PROGRESS, SESSION_KIND_NONE);
	play_declare(&s->play, OSC_PROGRESS, OSC_PROGRESS_GONE);
	scene_wait(s, 310);
	SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_PROGRESS, SESSION_KIND_NONE);
	CHECK(!s->play.session->detect.kind.known);
}

static void question_refused(struct scene *s)
{
	scene_begin(s);
	scene_state(s, OSC_STATE_WORKING);
	scene_wait(s, 3000);
	scene_state(s, OSC_STATE_BLOCKED);
	scene_wait(s, 3000);
	SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_DECLARED, SESSION_KIND_ATTENTION);
	play_input(&s->play);
	scene_state(s, OSC_STATE_IDLE);
	scene_wait(s, 1000);
	SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_DECLARED, SESSION_KIND_NONE);
}

/* The title changes ten times a second, its meaning does not. */
static void spinner_wakes_nobody(struct scene *s)
{
	scene_begin(s);
	scene_state(s, OSC_STATE_WORKING);
	scene_title(s, 0x2807);
	scene_wait(s, 1000);
	s->play.steps = 0;
	for (unsigned i = 0; i < 300; i++) {
		scene_title(s, 0x2807 + i % 8);
		scene_wait(s, 100);
	}
	CHECK(s->play.steps <= 30);
	/* Of all that do, together. */
	CHECK_INT(s->play.session->detect.deadline_ns % 1000000000, 0);
}

/* What it paints puts off when it would be silent: the wake-ups are for those that are. */
static void paint_wakes_nobody(struct scene *s)
{
	scene_begin(s);
	scene_turn(s, 3000);
	s->play.steps = 0;
	scene_paint(s, 30000, 100);
	CHECK(s->play.steps <= 16);
	SCENE_EXPECT(s, SESSION_WORKING, SESSION_BY_CADENCE, SESSION_KIND_NONE);
	s->play.grid_ns = TERMINAL_MS;
	scene_wait(s, 1100);
	scene_expect_untold(s);
}

/* A write under way when the collector asks puts nothing off: its end wakes nobody. */
static void write_under_way(struct scene *s)
{
	struct play *p = &s->play;

	scene_begin(s);
	scene_turn(s, 3000);
	for (unsigned i = 0; i < 30; i++) {
		uint64_t deadline_ns;

		terminal_output(&p->terminal, p->now_ns, 100, TID);
		deadline_ns = track_deadline(&p->track, p->session, &p->terminal);
		terminal_return(&p->terminal, p->now_ns, TID);
		CHECK_INT(deadline_ns, track_deadline(&p->track, p->session, &p->terminal));
		scene_wait(s, 100);
	}
}

/* Shorter than what a run of frames counts as going on; looked at all the time. */
static void short_threshold(struct scene *s)
{
	scene_begin(s);
	s->play.track.config.threshold_ns = 100 * TERMINAL_MS;
	scene_turn(s, 3000);
	scene_forget(s);
	for (unsigned i = 0; i < 200; i++) {
		scene_wait(s, 10);
		play_stand(&s->play, true, false);
	}
	CHECK_INT(s->working, 0);
	CHECK_INT(s->waiting, 1);
	/* Three times the longest gap at work, whatever the threshold. */
	CHECK(s->play.now_ns - s->play.session->detect.since_ns > 1600 * TERMINAL_MS);
	scene_expect_untold(s);
}

int main(void)
{
	static const struct scene_case cases[] = {
		{"line mode", line_mode},
		{"line mode without a terminal", line_mode_without_a_terminal},
		{"line mode that answers at once", line_mode_that_answers_at_once},
		{"line mode that polls", line_mode_that_polls},
		{"print mode", print_mode},
		{"prompt that is raw", prompt_that_is_raw},
		{"found at rest", found_at_rest},
		{"found and never seen", found_and_never_seen},
		{"found at work", found_at_work},
		{"found blinking", found_blinking},
		{"progress", progress},
		{"question refused", question_refused},
		{"spinner wakes nobody", spinner_wakes_nobody},
		{"paint wakes nobody", paint_wakes_nobody},
		{"write under way", write_under_way},
		{"short threshold", short_threshold},
	};

	scene_run(cases, sizeof(cases) / sizeof(cases[0]));
	return 0;
}
