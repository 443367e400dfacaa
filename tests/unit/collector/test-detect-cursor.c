/* SPDX-License-Identifier: MIT */
#include "tests/scene.h"

/* Agents that show the terminal's cursor where one can type, and hide it in a dialog. */

static void show(struct scene *s)
{
	scene_cursor(s, TERMINAL_CURSOR_SHOWN);
}

static void hide(struct scene *s)
{
	scene_cursor(s, TERMINAL_CURSOR_HIDDEN);
}

/* With few sessions deadlines are kept to the ms. */
static void begin(struct scene *s)
{
	scene_begin(s);
	s->play.grid_ns = TERMINAL_MS;
	hide(s);
	show(s);
	scene_wait(s, 5000);
	scene_type(s, 3, 80, 5, 0);
	scene_wait(s, 3000);
	scene_forget(s);
}

static void expect_dialog(struct scene *s)
{
	SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_CURSOR, SESSION_KIND_ATTENTION);
}

static void expect_no_dialog(struct scene *s)
{
	CHECK(s->kind != SESSION_KIND_ATTENTION);
	CHECK_INT(s->asked, 0);
}

/* A key, and the cursor is back before the agent goes on. */
static void answer(struct scene *s)
{
	play_input(&s->play);
	scene_wait(s, 20);
	show(s);
}

static void dialog(struct scene *s)
{
	begin(s);
	scene_turn(s, 3000);
	hide(s);
	scene_wait(s, 100);
	expect_dialog(s);
	s->play.steps = 0;
	scene_wait(s, 60000);
	CHECK_INT(s->play.steps, 0);
	expect_dialog(s);
	CHECK_INT(s->asked, 1);
	answer(s);
	scene_wait(s, 100);
	SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_CURSOR, SESSION_KIND_NONE);
	scene_paint(s, 1000, 100);
	SCENE_EXPECT(s, SESSION_WORKING, SESSION_BY_CADENCE, SESSION_KIND_NONE);
}

/* Cline: the spinner paints on below its question. */
/* Claude: shown as it starts, and never again a word of it. */
static void shown_at_first_only(struct scene *s)
{
	scene_begin(s);
	show(s);
	scene_wait(s, 5000);
	scene_type(s, 3, 80, 5, 0);
	scene_wait(s, 3000);
	scene_turn(s, 3000);
	scene_wait(s, 5000);
	SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_QUIET, SESSION_KIND_NONE);
}

/* Watched since it rests: it is said again with what one types. */
static void shown_at_first_and_after_a_key(struct scene *s)
{
	scene_begin(s);
	s->play.grid_ns = TERMINAL_MS;
	show(s);
	scene_wait(s, 5000);
	for (int i = 0; i < 3; i++) {
		play_input(&s->play);
		scene_wait(s, 10);
		show(s);
		scene_wait(s, 200);
	}
	scene_turn(s, 3000);
	scene_wait(s, 5000);
	SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_QUIET, SESSION_KIND_FINISHED);
	scene_turn(s, 3000);
	hide(s);
	scene_wait(s, 100);
	expect_dialog(s);
}

static void dialog_under_a_spinner(struct scene *s)
{
	begin(s);
	scene_turn(s, 3000);
	scene_forget(s);
	hide(s);
	scene_paint(s, 100, 100);
	expect_dialog(s);
	scene_paint(s, 20000, 100);
	expect_dialog(s);
	CHECK_INT(s->working, 0);
	answer(s);
	scene_paint(s, 1100, 100);
	SCENE_EXPECT(s, SESSION_WORKING, SESSION_BY_CADENCE, SESSION_KIND_NONE);
	CHECK_INT(s->asked, 1);
}

/* No work was seen before, nor is any told. */
static void dialog_soon_after_enter(struct scene *s)
{
	uint64_t since_ns;

	for (unsigned ms = 160; ms < 700; ms += 20) {
		begin(s);
		play_input(&s->play);
		scene_paint(s, ms, 100);
		since_ns = s->play.now_ns;
		hide(s);
		scene_wait(s, 350);
		expect_dialog(s);
		CHECK(s->play.session->detect.since_ns > since_ns);
		scene_paint(s, 300, 100);
		scene_wait(s, 5000);
		expect_dialog(s);
		CHECK_INT(s->working, 0);
		CHECK_INT(s->asked, 1);
	}
}

static void dialogs_with_a_short_tool_between(struct scene *s)
{
	begin(s);
	scene_turn(s, 3000);
	for (unsigned ms = 200; ms <= 1500; ms += 100) {
		scene_forget(s);
		hide(s);
		scene_wait(s, 400);
		expect_dialog(s);
		answer(s);
		scene_paint(s, ms, 100);
		CHECK_INT(s->asked, 1);
	}
}

/* Shown and hidden within a frame, at any rate, for less than a debounce. */
static void flicker(struct scene *s)
{
	for (unsigned ms = 1; ms <= 50; ms += 7) {
		begin(s);
		scene_turn(s, 3000);
		scene_forget(s);
		s->play.steps = 0;
		for (unsigned i = 0; i < 100; i++) {
			hide(s);
			scene_wait(s, ms);
			show(s);
			scene_wait(s, 100);
		}
		SCENE_EXPECT(s, SESSION_WORKING, SESSION_BY_CADENCE, SESSION_KIND_NONE);
		expect_no_dialog(s);
		CHECK(s->play.steps <= 70);
	}
}

/* The same in a dialog: it is one still. */
static void flicker_in_a_dialog(struct scene *s)
{
	begin(s);
	scene_turn(s, 3000);
	scene_forget(s);
	hide(s);
	for (unsigned ms = 1; ms <= 50; ms += 7) {
		scene_wait(s, 500);
		play_input(&s->play);
		show(s);
		scene_wait(s, ms);
		hide(s);
	}
	scene_wait(s, 5000);
	expect_dialog(s);
	CHECK_INT(s->asked, 1);
}

/* At rest, and while it works. */
static void menu(struct scene *s)
{
	for (unsigned echo = 0; echo < 150; echo += 10) {
		begin(s);
		play_input(&s->play);
		scene_wait(s, echo);
		hide(s);
		scene_wait(s, 20000);
		expect_no_dialog(s);
		answer(s);
		scene_turn(s, 2000);
		play_input(&s->play);
		scene_wait(s, echo);
		hide(s);
		scene_paint(s, 5000, 100);
		SCENE_EXPECT(s, SESSION_WORKING, SESSION_BY_CADENCE, SESSION_KIND_NONE);
		expect_no_dialog(s);
	}
}

/* Copilot and Qwen hide it when they lose the focus; their end is then told by silence. */
static void focus_lost(struct scene *s)
{
	begin(s);
	scene_turn(s, 2000);
	play_input(&s->play);
	scene_wait(s, 9);
	hide(s);
	scene_paint(s, 2000, 100);
	scene_wait(s, 1400);
	scene_expect_untold(s);
	expect_no_dialog(s);
	answer(s);
	scene_turn(s, 2000);
	hide(s);
	scene_wait(s, 100);
	expect_dialog(s);
}

static void finished(struct scene *s)
{
	begin(s);
	scene_turn(s, 3000);
	scene_wait(s, 1400);
	SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_QUIET, SESSION_KIND_FINISHED);
	CHECK_STR(session_reason_name(s->play.session->detect.kind.reason), "cursor");
	s->play.steps = 0;
	scene_wait(s, 60000);
	CHECK(s->play.steps <= 1);
	CHECK_INT(s->waiting, 1);
}

/* Whatever it paints at its prompt: a countdown, say. */
static void beat_after_the_end(struct scene *s)
{
	begin(s);
	scene_turn(s, 3000);
	scene_wait(s, 1400);
	scene_blink(s, 30000, 800);
	SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_QUIET, SESSION_KIND_FINISHED);
	expect_no_dialog(s);
}

static void always_hidden(struct scene *s)
{
	scene_begin(s);
	hide(s);
	scene_wait(s, 3000);
	scene_turn(s, 3000);
	scene_wait(s, 1400);
	scene_expect_untold(s);
	scene_wait(s, 30000);
	expect_no_dialog(s);
}

/* It goes without a key: what hid it was no dialog. */
static void goes_away(struct scene *s, unsigned ms)
{
	scene_turn(s, 2000);
	scene_forget(s);
	hide(s);
	scene_paint(s, ms, 100);
	show(s);
	scene_paint(s, 3000, 100);
	CHECK(s->kind != SESSION_KIND_ATTENTION);
}

static void cursor_that_lies(struct scene *s)
{
	begin(s);
	goes_away(s, 2000);
	CHECK_INT(s->asked, 1);
	goes_away(s, 2000);
	CHECK_INT(s->asked, 1);
	goes_away(s, 2000);
	CHECK_INT(s->asked, 0);
	goes_away(s, 60000);
	CHECK_INT(s->asked, 0);
	scene_wait(s, 1400);
	scene_expect_untold(s);
}

/* A screen that a key changes takes it long: that is learnt, and a dialog is told still. */
static void cursor_that_is_slow(struct scene *s)
{
	begin(s);
	for (unsigned i = 0; i < 5; i++) {
		scene_forget(s);
		play_input(&s->play);
		scene_wait(s, 200);
		hide(s);
		scene_paint(s, 400, 100);
		show(s);
		scene_paint(s, 3000, 100);
		SCENE_EXPECT(s, SESSION_WORKING, SESSION_BY_CADENCE, SESSION_KIND_NONE);
		CHECK_INT(s->asked, i == 0);
		scene_wait(s, 3000);
	}
	play_input(&s->play);
	scene_wait(s, 200);
	hide(s);
	scene_wait(s, 650);
	expect_dialog(s);
}

static void agent_that_tells_itself(struct scene *s)
{
	begin(s);
	scene_state(s, OSC_STATE_WORKING);
	scene_paint(s, 2000, 100);
	hide(s);
	scene_paint(s, 2000, 100);
	SCENE_EXPECT(s, SESSION_WORKING, SESSION_BY_DECLARED, SESSION_KIND_NONE);
	expect_no_dialog(s);
}

int main(void)
{
	static const struct scene_case cases[] = {
		{"dialog", dialog},
		{"shown at first only", shown_at_first_only},
		{"shown at first and after a key", shown_at_first_and_after_a_key},
		{"dialog under a spinner", dialog_under_a_spinner},
		{"dialog soon after Enter", dialog_soon_after_enter},
		{"dialogs with a short tool between", dialogs_with_a_short_tool_between},
		{"flicker", flicker},
		{"flicker in a dialog", flicker_in_a_dialog},
		{"menu", menu},
		{"focus lost", focus_lost},
		{"finished", finished},
		{"beat after the end", beat_after_the_end},
		{"always hidden", always_hidden},
		{"cursor that lies", cursor_that_lies},
		{"cursor that is slow", cursor_that_is_slow},
		{"agent that tells itself", agent_that_tells_itself},
	};

	scene_run(cases, sizeof(cases) / sizeof(cases[0]));
	return 0;
}
