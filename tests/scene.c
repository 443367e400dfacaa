/* SPDX-License-Identifier: MIT */
#include "scene.h"

#define TID 7

static void count(const struct play *p, void *data)
{
	struct scene *s = data;

	enum session_state state = p->session->detect.state;
	enum session_kind kind = p->session->detect.kind.kind;

	s->asked += kind == SESSION_KIND_ATTENTION && kind != s->kind;
	s->kind = kind;
	/* What a wait is for may be told later. */
	if (state == s->state)
		return;
	s->state = state;
	s->working += state == SESSION_WORKING;
	s->waiting += state == SESSION_WAITING;
}

void scene_new(struct scene *s, bool scanned)
{
	*s = (struct scene){};
	play_init(&s->play, 1000 * TERMINAL_MS, scanned, 5000000 * TERMINAL_MS);
	s->play.report = count;
	s->play.data = s;
	s->state = s->play.session->detect.state;
}

void scene_begin(struct scene *s)
{
	scene_new(s, false);
	scene_wait(s, 300);
	play_fact(&s->play, terminal_mode(&s->play.terminal, true));
	scene_paint(s, 900, 40);
	scene_wait(s, 2000);
	SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_QUIET, SESSION_KIND_NONE);
	scene_forget(s);
}

void scene_forget(struct scene *s)
{
	s->working = s->waiting = s->asked = 0;
}

void scene_wait(struct scene *s, unsigned ms)
{
	play_until(&s->play, s->play.now_ns + ms * TERMINAL_MS);
}

void scene_paint(struct scene *s, unsigned ms, unsigned gap)
{
	static const int part[] = {0, 12, -20, 7, 20, -9, -14, 4};
	unsigned done = 0;

	for (unsigned i = 0; done < ms; i++) {
		unsigned next = gap + (int)gap * part[i % 8] / 100;

		play_output(&s->play, TID, 100);
		next = next < ms - done ? next : ms - done;
		scene_wait(s, next);
		done += next;
	}
}

void scene_blink(struct scene *s, unsigned ms, unsigned period)
{
	for (unsigned done = 0; done < ms; done += period) {
		play_output(&s->play, TID, 40);
		scene_wait(s, period);
	}
}

void scene_title(struct scene *s, unsigned character)
{
	play_output(&s->play, TID, 20);
	play_declare(&s->play, OSC_TITLE, character);
}

void scene_state(struct scene *s, enum osc_state state)
{
	play_output(&s->play, TID, 20);
	play_declare(&s->play, OSC_STATE, state);
}

void scene_cursor(struct scene *s, enum terminal_cursor cursor)
{
	play_output(&s->play, TID, 100);
	play_cursor(&s->play, cursor);
}

void scene_type(struct scene *s, unsigned keys, unsigned gap, unsigned echo, unsigned paint)
{
	for (unsigned ms = 0; ms < keys * gap + echo; ms++) {
		if (ms % gap == 0 && ms / gap < keys)
			play_input(&s->play);
		if ((ms >= echo && (ms - echo) % gap == 0) || (paint && ms % paint == 0))
			play_output(&s->play, TID, 44);
		scene_wait(s, 1);
	}
}

void scene_turn(struct scene *s, unsigned ms)
{
	play_input(&s->play);
	scene_paint(s, ms, 100);
	SCENE_EXPECT(s, SESSION_WORKING, SESSION_BY_CADENCE, SESSION_KIND_NONE);
}

void scene_expect_untold(struct scene *s)
{
	SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_QUIET, SESSION_KIND_NONE);
	scene_wait(s, 600);
	SCENE_EXPECT(s, SESSION_WAITING, SESSION_BY_QUIET, SESSION_KIND_NONE);
	CHECK(s->play.session->detect.kind.known);
}

void scene_run(const struct scene_case *cases, size_t count_)
{
	static struct scene s;

	for (size_t i = 0; i < count_; i++) {
		printf("%s\n", cases[i].name);
		fflush(stdout);
		cases[i].run(&s);
	}
}
