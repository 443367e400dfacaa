/* SPDX-License-Identifier: MIT */
#include "tests/scene.h"

/* What a user does at a session is no work of the session's, and hides none. */

#define NOTHING_SEEN(s)                     \
	do {                                \
		CHECK_INT((s)->working, 0); \
		CHECK_INT((s)->waiting, 0); \
	} while (0)

static void typing(struct scene *s)
{
	scene_begin(s);
	scene_type(s, 200, 65, 8, 0);
	scene_wait(s, 3000);
	scene_type(s, 20, 400, 50, 0);
	scene_wait(s, 3000);
	NOTHING_SEEN(s);
}

static void typing_on_a_busy_machine(struct scene *s)
{
	scene_begin(s);
	for (unsigned gap = 60; gap < 700; gap += 35) {
		scene_type(s, 12, gap, 300, 0);
		scene_wait(s, 1000);
	}
	NOTHING_SEEN(s);
}

static void paste(struct scene *s)
{
	scene_begin(s);
	for (unsigned i = 0; i < 30; i++) {
		play_input(&s->play);
		scene_paint(s, 20, 10);
	}
	scene_paint(s, 400, 50);
	scene_wait(s, 5000);
	NOTHING_SEEN(s);
}

static void mouse_motion(struct scene *s)
{
	scene_begin(s);
	scene_type(s, 600, 16, 5, 0);
	scene_wait(s, 3000);
	NOTHING_SEEN(s);
}

static void focus_reports(struct scene *s)
{
	scene_begin(s);
	for (unsigned i = 0; i < 10; i++) {
		play_input(&s->play);
		scene_wait(s, 9);
		scene_paint(s, 60, 25);
		scene_wait(s, 700);
	}
	NOTHING_SEEN(s);
}

static void resize(struct scene *s)
{
	scene_begin(s);
	for (unsigned i = 0; i < 5; i++) {
		scene_paint(s, 110, 25);
		scene_wait(s, 1500);
	}
	NOTHING_SEEN(s);
}

static void resize_by_dragging(struct scene *s)
{
	scene_begin(s);
	for (unsigned i = 0; i < 100; i++) {
		terminal_size(&s->play.terminal, s->play.now_ns, 40 << 16 | (120 - i / 2));
		scene_paint(s, 40, 40);
	}
	scene_wait(s, 3000);
	NOTHING_SEEN(s);
}

static void single_repaints(struct scene *s)
{
	scene_begin(s);
	for (unsigned i = 0; i < 30; i++) {
		scene_paint(s, 30, 30);
		scene_wait(s, 2000 + i * 37);
	}
	NOTHING_SEEN(s);
}

static void key_z(struct scene *s)
{
	play_input(&s->play);
	scene_paint(s, 10, 10);
	play_fact(&s->play, terminal_mode(&s->play.terminal, false));
	play_stand(&s->play, false, true);
}

static void ctrl_z_and_fg_at_the_prompt(struct scene *s)
{
	scene_begin(s);
	key_z(s);
	SCENE_EXPECT(s, SESSION_STOPPED, SESSION_BY_JOB, SESSION_KIND_NONE);
	scene_wait(s, 20000);
	play_stand(&s->play, true, false);
	play_fact(&s->play, terminal_mode(&s->play.terminal, true));
	scene_paint(s, 100, 30);
	scene_wait(s, 3000);
	SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_QUIET, SESSION_KIND_NONE);
	CHECK_INT(s->working, 0);
}

static void ctrl_z_and_fg_at_work(struct scene *s)
{
	scene_begin(s);
	scene_turn(s, 3000);
	key_z(s);
	scene_wait(s, 20000);
	SCENE_EXPECT(s, SESSION_STOPPED, SESSION_BY_JOB, SESSION_KIND_NONE);
	play_stand(&s->play, true, false);
	play_fact(&s->play, terminal_mode(&s->play.terminal, true));
	scene_paint(s, 1000, 100);
	SCENE_EXPECT(s, SESSION_WORKING, SESSION_BY_CADENCE, SESSION_KIND_NONE);
	scene_paint(s, 2000, 100);
	scene_wait(s, 1400);
	scene_expect_untold(s);
}

/* The signal that stops went unseen: the key makes the collector look. */
static void ctrl_z_unseen(struct scene *s)
{
	scene_begin(s);
	play_input(&s->play);
	s->play.standing = (struct standing){.foreground = false, .stopped = true};
	scene_wait(s, 800);
	SCENE_EXPECT(s, SESSION_STOPPED, SESSION_BY_JOB, SESSION_KIND_NONE);
}

static void typing_ahead_at_work(struct scene *s)
{
	for (unsigned gap = 20; gap < 400; gap += 19) {
		scene_begin(s);
		scene_turn(s, 3000);
		scene_forget(s);
		scene_type(s, 10000 / gap, gap, 8, 113);
		NOTHING_SEEN(s);
		scene_paint(s, 1000, 100);
		scene_wait(s, 1400);
		scene_expect_untold(s);
	}
}

/* As soon as its first prompt is told: what ends is a turn, and not its start-up. */
static void prompt_at_once(struct scene *s)
{
	scene_new(s, false);
	scene_wait(s, 200);
	play_fact(&s->play, terminal_mode(&s->play.terminal, true));
	scene_paint(s, 400, 100);
	for (int i = 0; i < 200 && s->state != SESSION_WAITING; i++)
		scene_wait(s, 10);
	scene_wait(s, 30);
	scene_turn(s, 2000);
	for (int i = 0; i < 200 && s->state != SESSION_WAITING; i++)
		scene_wait(s, 10);
	CHECK(s->play.session->detect.kind.open);
}

static void escape(struct scene *s)
{
	scene_begin(s);
	scene_turn(s, 4000);
	play_input(&s->play);
	scene_paint(s, 90, 40);
	scene_wait(s, 1500);
	scene_expect_untold(s);
}

static void enter(struct scene *s)
{
	scene_begin(s);
	scene_type(s, 20, 65, 8, 0);
	play_input(&s->play);
	scene_paint(s, 1000, 120);
	SCENE_EXPECT(s, SESSION_WORKING, SESSION_BY_CADENCE, SESSION_KIND_NONE);
}

int main(void)
{
	static const struct scene_case cases[] = {
		{"typing", typing},
		{"typing on a busy machine", typing_on_a_busy_machine},
		{"paste", paste},
		{"mouse motion", mouse_motion},
		{"focus reports", focus_reports},
		{"resize", resize},
		{"resize by dragging", resize_by_dragging},
		{"single repaints", single_repaints},
		{"Ctrl-Z and fg at the prompt", ctrl_z_and_fg_at_the_prompt},
		{"Ctrl-Z and fg at work", ctrl_z_and_fg_at_work},
		{"Ctrl-Z unseen", ctrl_z_unseen},
		{"typing ahead at work", typing_ahead_at_work},
		{"prompt at once", prompt_at_once},
		{"Esc", escape},
		{"Enter", enter},
	};

	scene_run(cases, sizeof(cases) / sizeof(cases[0]));
	return 0;
}
