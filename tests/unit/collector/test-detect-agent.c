/* SPDX-License-Identifier: MIT */
#include "bpf/titles.h"
#include "tests/scene.h"

/* What agents do on a raw terminal. The periods are those of the recordings and around them. */
#define CLAUDE_WORK 0x25d0
#define CLAUDE_REST 0x2733
#define SPINNER     0x2839
#define GEMINI_WORK 0x2726
#define GEMINI_REST 0x25c7

static void expect_finished(struct scene *s, enum session_reason reason)
{
	SCENE_EXPECT(s, SESSION_WAITING, reason, SESSION_KIND_FINISHED);
}

/* Codex: late in its start it declares work for a moment. */
static void start_up_burst(struct scene *s)
{
	for (unsigned phase = 0; phase < 250; phase += 10) {
		scene_begin(s);
		s->play.phase_ns = phase * TERMINAL_MS;
		scene_wait(s, 2500);
		scene_paint(s, 400, 28);
		scene_state(s, OSC_STATE_WORKING);
		scene_paint(s, 60, 28);
		scene_state(s, OSC_STATE_IDLE);
		scene_wait(s, 60000);
		CHECK_INT(s->working, 0);
		CHECK_INT(s->waiting, 0);
	}
}

static void terminal_that_stopped_reading(struct scene *s)
{
	scene_begin(s);
	scene_turn(s, 3000);
	play_fact(&s->play, terminal_output(&s->play.terminal, s->play.now_ns, 100, 3));
	scene_wait(s, 30000);
	SCENE_EXPECT(s, SESSION_WORKING, SESSION_BY_CADENCE, SESSION_KIND_NONE);
	play_fact(&s->play, terminal_return(&s->play.terminal, s->play.now_ns, 3));
	scene_paint(s, 500, 100);
	scene_wait(s, 1500);
	scene_expect_untold(s);
}

static void editor_on_top(struct scene *s)
{
	scene_begin(s);
	play_stand(&s->play, false, false);
	scene_wait(s, 30000);
	SCENE_EXPECT(s, SESSION_STOPPED, SESSION_BY_JOB, SESSION_KIND_NONE);
	s->play.standing.foreground = true;
	scene_wait(s, 5500);
	SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_QUIET, SESSION_KIND_NONE);
	CHECK_INT(s->working, 0);
}

static void launcher_killed(struct scene *s)
{
	scene_begin(s);
	scene_turn(s, 3000);
	s->play.standing.foreground = false;
	scene_wait(s, 1500);
	SCENE_EXPECT(s, SESSION_STOPPED, SESSION_BY_JOB, SESSION_KIND_NONE);

	scene_begin(s);
	s->play.terminal.dialect = DIALECT_CLAUDE;
	scene_title(s, CLAUDE_WORK);
	scene_wait(s, 2000);
	SCENE_EXPECT(s, SESSION_WORKING, SESSION_BY_TITLE, SESSION_KIND_NONE);
	s->play.standing.foreground = false;
	scene_wait(s, 4000);
	SCENE_EXPECT(s, SESSION_STOPPED, SESSION_BY_JOB, SESSION_KIND_NONE);
}

static void silent_server(struct scene *s, unsigned ms)
{
	scene_begin(s);
	scene_turn(s, 3000);
	scene_forget(s);
	s->play.steps = 0;
	scene_paint(s, ms, 114);
	CHECK_INT(s->waiting, 0);
	CHECK(s->play.steps <= ms / 600);
	scene_wait(s, 1400);
	scene_expect_untold(s);
}

static void server_silent_for_20_s(struct scene *s)
{
	silent_server(s, 20000);
}

static void server_silent_for_5_min(struct scene *s)
{
	silent_server(s, 300000);
}

/* As Claude: a spinner that pauses now and then, later text in pieces and no spinner. */
static void stream_with_gaps(struct scene *s)
{
	for (unsigned gap = 500; gap <= 1064; gap += 94) {
		scene_begin(s);
		scene_turn(s, 1000);
		scene_forget(s);
		for (unsigned i = 0; i < 10; i++) {
			scene_paint(s, 1000, 114);
			scene_wait(s, 300);
		}
		for (unsigned i = 0; i < 20; i++) {
			scene_paint(s, 300 + i % 3 * 200, 100);
			scene_blink(s, gap, gap);
		}
		CHECK_INT(s->waiting, 0);
	}
}

static void stream_with_gaps_under_a_title(struct scene *s)
{
	scene_begin(s);
	s->play.terminal.dialect = DIALECT_CLAUDE;
	scene_turn(s, 1000);
	scene_title(s, CLAUDE_WORK);
	scene_forget(s);
	for (unsigned i = 0; i < 20; i++) {
		scene_paint(s, 100, 50);
		scene_wait(s, 2700);
		scene_title(s, CLAUDE_WORK + i % 2);
	}
	CHECK_INT(s->waiting, 0);
}

static void approval_that_blinks(struct scene *s)
{
	for (unsigned period = 588; period <= 1667; period += 83) {
		scene_begin(s);
		scene_turn(s, 3000);
		scene_blink(s, 8000, period);
		SCENE_EXPECT(
			s, SESSION_WAITING, s->play.session->detect.reason, SESSION_KIND_ATTENTION);
		scene_forget(s);
		s->play.steps = 0;
		scene_blink(s, 60000, period);
		CHECK_INT(s->play.steps, 0);
		scene_turn(s, 1000);
	}
}

static void approval_at_0_6_s(struct scene *s)
{
	scene_begin(s);
	scene_turn(s, 3000);
	scene_blink(s, 2000, 606);
	SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_BLINKING, SESSION_KIND_ATTENTION);
}

/* Its first two frames, some time after the dialog; and what the timer's grid may take. */
static void blink_of_claude(struct scene *s)
{
	scene_wait(s, 390);
	play_output(&s->play, 7, 40);
	scene_wait(s, 618);
	play_output(&s->play, 7, 42);
	scene_wait(s, 260);
}

/* One gap is enough where its agent is known for it. */
static void approval_of_claude(struct scene *s)
{
	scene_begin(s);
	s->play.terminal.dialect = DIALECT_CLAUDE;
	scene_turn(s, 3000);
	play_output(&s->play, 7, 1849);
	blink_of_claude(s);
	SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_BLINKING, SESSION_KIND_ATTENTION);
}

/* A key brings it, with too little work before it to be seen. */
static void approval_of_claude_at_once(struct scene *s)
{
	approval_of_claude(s);
	scene_turn(s, 3000);
	scene_wait(s, 5000);
	scene_forget(s);
	play_input(&s->play);
	scene_wait(s, 200);
	scene_paint(s, 300, 100);
	blink_of_claude(s);
	CHECK_INT(s->asked, 1);
}

/* Its text that comes slowly: a spinner of its own pace between. */
static void slow_text_of_claude(struct scene *s)
{
	scene_begin(s);
	s->play.terminal.dialect = DIALECT_CLAUDE;
	scene_turn(s, 3000);
	for (int i = 0; i < 20; i++) {
		play_output(&s->play, 7, 579);
		scene_wait(s, 610);
		play_output(&s->play, 7, 44);
		scene_wait(s, 390);
	}
	CHECK_INT(s->asked, 0);
}

static void approval_refused(struct scene *s)
{
	approval_at_0_6_s(s);
	play_input(&s->play);
	scene_wait(s, 3300);
	SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_BLINKING, SESSION_KIND_NONE);
}

/* Copilot: silent at first, then a counter. */
static void approval_that_counts(struct scene *s)
{
	scene_begin(s);
	scene_turn(s, 3000);
	scene_wait(s, 5000);
	scene_expect_untold(s);
	scene_blink(s, 5000, 1001);
	SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_BLINKING, SESSION_KIND_ATTENTION);
	s->play.steps = 0;
	scene_blink(s, 60000, 1001);
	CHECK(s->play.steps <= 1); /* whether it goes on */
}

static void approval_under_a_title(struct scene *s)
{
	scene_begin(s);
	s->play.terminal.dialect = DIALECT_CODEX;
	scene_title(s, SPINNER);
	scene_paint(s, 3000, 100);
	scene_title(s, '[');
	scene_wait(s, 300);
	SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_TITLE, SESSION_KIND_ATTENTION);

	scene_begin(s);
	s->play.terminal.dialect = DIALECT_CODEX;
	scene_turn(s, 3000);
	scene_title(s, '[');
	scene_wait(s, 1500);
	scene_expect_untold(s);
}

static void approval_at_the_start(struct scene *s)
{
	scene_begin(s);
	scene_blink(s, 20000, 600);
	play_input(&s->play);
	scene_blink(s, 5000, 600);
	SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_QUIET, SESSION_KIND_NONE);
	scene_state(s, OSC_STATE_BLOCKED);
	scene_wait(s, 400);
	SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_DECLARED, SESSION_KIND_ATTENTION);
}

static void question(struct scene *s)
{
	scene_begin(s);
	scene_turn(s, 3000);
	scene_paint(s, 600, 300);
	scene_wait(s, 1400);
	scene_expect_untold(s);
}

/* None of it reaches the session's own facts: nobody looks. */
static void background_children_that_print(struct scene *s)
{
	scene_begin(s);
	scene_wait(s, 3000);
	s->play.steps = 0;
	scene_wait(s, 60000);
	CHECK_INT(s->play.steps, 0);
}

/* On a busy machine it is watched only when its prompt is there. */
static void prompt_painted_before_it_is_watched(struct scene *s)
{
	scene_new(s, false);
	play_fact(&s->play, terminal_mode(&s->play.terminal, true));
	scene_wait(s, 7000);
	SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_QUIET, SESSION_KIND_NONE);
	scene_turn(s, 3000);
	scene_wait(s, 1500);
	scene_expect_untold(s);
}

static void turn_nobody_typed(struct scene *s)
{
	scene_begin(s);
	scene_turn(s, 3000);
	scene_wait(s, 30000);
	scene_paint(s, 1000, 110);
	SCENE_EXPECT(s, SESSION_WORKING, SESSION_BY_CADENCE, SESSION_KIND_NONE);
	scene_paint(s, 1500, 110);
	scene_wait(s, 1400);
	scene_expect_untold(s);
}

static void animations_off(struct scene *s)
{
	scene_begin(s);
	scene_state(s, OSC_STATE_WORKING);
	scene_wait(s, 20000);
	SCENE_EXPECT(s, SESSION_WORKING, SESSION_BY_DECLARED, SESSION_KIND_NONE);
	scene_state(s, OSC_STATE_DONE);
	scene_wait(s, 310);
	expect_finished(s, SESSION_BY_DECLARED);
}

static void title_that_lies(struct scene *s)
{
	scene_begin(s);
	s->play.terminal.dialect = DIALECT_GEMINI;
	scene_title(s, GEMINI_WORK);
	scene_paint(s, 1000, 86);
	scene_title(s, GEMINI_REST);
	scene_wait(s, 5000);
	play_input(&s->play);
	scene_paint(s, 900, 86);
	SCENE_EXPECT(s, SESSION_WORKING, SESSION_BY_CADENCE, SESSION_KIND_NONE);
	scene_forget(s);
	for (unsigned i = 0; i < 24; i++) {
		scene_title(s, GEMINI_REST);
		scene_paint(s, 1000, 86);
	}
	CHECK_INT(s->waiting, 0);
	scene_wait(s, 1400);
	scene_expect_untold(s);
}

static void frames_after_done(struct scene *s)
{
	scene_begin(s);
	scene_state(s, OSC_STATE_WORKING);
	scene_paint(s, 3000, 35);
	scene_forget(s);
	scene_state(s, OSC_STATE_DONE);
	scene_paint(s, 480, 35);
	scene_wait(s, 10000);
	expect_finished(s, SESSION_BY_DECLARED);
	CHECK_INT(s->waiting, 1);
	CHECK_INT(s->working, 0);
}

static void typed_after_done(struct scene *s)
{
	frames_after_done(s);
	play_input(&s->play);
	scene_state(s, OSC_STATE_IDLE);
	scene_wait(s, 5000);
	CHECK_INT(s->waiting, 1);
	expect_finished(s, SESSION_BY_DECLARED);
}

int main(void)
{
	static const struct scene_case cases[] = {
		{"start-up burst", start_up_burst},
		{"terminal that stopped reading", terminal_that_stopped_reading},
		{"editor on top", editor_on_top},
		{"launcher killed", launcher_killed},
		{"server silent for 20 s", server_silent_for_20_s},
		{"server silent for 5 min", server_silent_for_5_min},
		{"stream with gaps", stream_with_gaps},
		{"stream with gaps under a title", stream_with_gaps_under_a_title},
		{"approval that blinks", approval_that_blinks},
		{"approval at 0.6 s", approval_at_0_6_s},
		{"approval of Claude", approval_of_claude},
		{"approval of Claude at once", approval_of_claude_at_once},
		{"slow text of Claude", slow_text_of_claude},
		{"approval refused", approval_refused},
		{"approval that counts", approval_that_counts},
		{"approval under a title", approval_under_a_title},
		{"approval at the start", approval_at_the_start},
		{"question", question},
		{"background children that print", background_children_that_print},
		{"prompt painted before it is watched", prompt_painted_before_it_is_watched},
		{"turn nobody typed", turn_nobody_typed},
		{"animations off", animations_off},
		{"title that lies", title_that_lies},
		{"frames after done", frames_after_done},
		{"typed after done", typed_after_done},
	};

	scene_run(cases, sizeof(cases) / sizeof(cases[0]));
	return 0;
}
