/* SPDX-License-Identifier: MIT */
#include "agent/session/need.h"
#include "tests/check.h"

/* What its user is taken to next, and what is held back while there are to be no cards. */

static const struct model_rules RULES = {
	.shown = {TRUE, TRUE, TRUE, TRUE},
	.suppress_when_focused = TRUE,
};

static gint64 now;
static gboolean first; /* the next wait is at the prompt that a session begins with */

static void say(struct model *model, char id, enum session_state state, enum session_kind kind)
{
	struct frame_session f = {
		.id = {id},
		.name = "claude",
		.source = "claude-code",
		.state = state,
		.kind = kind,
		.kind_known = state == SESSION_WAITING && !first,
		.has_exit = state == SESSION_EXITED,
		.exit_signal = 9,
		.worked_ms = 60000,
		.since_ms = ++now,
	};

	model_session_heard(model, &f, now);
	model_place(model, f.id, id, TRUE, now);
	model_settled(model, now);
}

static void stop(struct model *model, char id, enum session_kind kind)
{
	say(model, id, SESSION_WORKING, SESSION_KIND_NONE);
	say(model, id, SESSION_WAITING, kind);
}

/* f, u: finished, unclear; d: died; a, b: ask; w: works. */
static struct model *make(void)
{
	struct model *model = model_new(&RULES);

	stop(model, 'f', SESSION_KIND_FINISHED);
	stop(model, 'a', SESSION_KIND_ATTENTION);
	stop(model, 'u', SESSION_KIND_NONE);
	say(model, 'd', SESSION_WORKING, SESSION_KIND_NONE);
	say(model, 'd', SESSION_EXITED, SESSION_KIND_NONE);
	stop(model, 'b', SESSION_KIND_ATTENTION);
	say(model, 'w', SESSION_WORKING, SESSION_KIND_NONE);
	return model;
}

/* Where each of so many steps leads to. */
static void check_steps(struct model *model, const char *want)
{
	for (; *want; want++) {
		const struct model_session *s = need_next(model);

		CHECK_INT(s ? s->frame.id[0] : '-', *want);
		if (s)
			model_visited(model, s->frame.id);
	}
}

static void test_order(void)
{
	struct model *model = make();

	check_steps(model, "abdfu");
	check_steps(model, "abdfu");
	model_free(model);
}

/* Nobody waits for a yes there, however long it does. */
static void test_first_prompt(void)
{
	struct model *model = model_new(&RULES);

	first = TRUE;
	stop(model, 'p', SESSION_KIND_NONE);
	first = FALSE;
	stop(model, 'f', SESSION_KIND_FINISHED);
	stop(model, 'u', SESSION_KIND_NONE);
	CHECK_STR(need_name(need_of(model_find(model, "p"))), "prompt");
	check_steps(model, "fup");
	model_free(model);
}

static void test_words(void)
{
	for (enum need need = NEED_NONE; need <= NEED_ATTENTION; need++)
		CHECK_INT(need_parse(need_name(need)), need);
	CHECK_INT(need_parse("nothing"), NEED_NONE);
}

static void test_new_first(void)
{
	struct model *model = make();

	check_steps(model, "abd");
	stop(model, 'a', SESSION_KIND_ATTENTION);
	check_steps(model, "afub");
	model_free(model);
}

static void test_elsewhere(void)
{
	struct model *model = make();

	model_focus(model, 'a', now);
	check_steps(model, "bdfu");
	model_free(model);

	model = model_new(&RULES);
	check_steps(model, "-");
	stop(model, 'a', SESSION_KIND_ATTENTION);
	model_focus(model, 'a', now);
	check_steps(model, "aa");
	model_free(model);
}

static const char *need(struct model *model, const char *id)
{
	return need_name(need_of(model_find(model, id)));
}

/* A question that was looked at still waits for its answer. */
static void test_seen(void)
{
	struct model *model = make();

	for (const char *window = "au"; *window; window++) {
		model_focus(model, *window, now);
		model_tick(model, now += 5000);
	}
	CHECK_STR(need(model, "a"), "attention");
	CHECK_STR(need(model, "u"), "");
	CHECK_STR(need(model, "f"), "finished");
	CHECK_STR(need(model, "w"), "");
	CHECK(model_mark_seen(model, "a"));
	CHECK_STR(need(model, "a"), "");
	CHECK(!model_mark_seen(model, "nobody"));
	CHECK(model_mark_seen(model, ""));
	check_steps(model, "-");
	CHECK(!model_find(model, "d"));
	CHECK_INT(model_find(model, "w")->frame.state, SESSION_WORKING);
	stop(model, 'w', SESSION_KIND_FINISHED);
	check_steps(model, "w");
	model_free(model);
}

static guint count_held(const struct model *model)
{
	g_autoptr(GPtrArray) notices = model_notices(model);
	guint count = 0;

	for (guint i = 0; i < notices->len; i++)
		count += ((const struct model_session *)g_ptr_array_index(notices, i))->notice.held;
	return count;
}

static void test_pause(void)
{
	struct model *model = model_new(&RULES);

	CHECK(!model_is_paused(model));
	model_pause(model, now + 60000);
	stop(model, 'f', SESSION_KIND_FINISHED);
	stop(model, 'a', SESSION_KIND_ATTENTION);
	stop(model, 'g', SESSION_KIND_FINISHED);
	say(model, 'g', SESSION_WORKING, SESSION_KIND_NONE);
	CHECK(model_is_paused(model));
	CHECK(model_deadline(model) >= 0 && model_deadline(model) <= now + 60000);
	model_tick(model, now += 60001);
	CHECK(!model_is_paused(model));
	CHECK_INT(count_held(model), 2);
	/* Later ones are cards of their own again. */
	stop(model, 'g', SESSION_KIND_FINISHED);
	CHECK_INT(count_held(model), 2);
	say(model, 'a', SESSION_WORKING, SESSION_KIND_NONE);
	CHECK_INT(count_held(model), 1);
	model_free(model);
}

static void test_pause_without_end(void)
{
	struct model *model = model_new(&RULES);

	model_pause(model, G_MAXINT64);
	CHECK_INT(model_deadline(model), -1);
	stop(model, 'f', SESSION_KIND_FINISHED);
	model_tick(model, now += 1000000);
	CHECK(model_is_paused(model));
	model_resume(model);
	/* One alone is the card it would have been. */
	CHECK_INT(count_held(model), 0);
	CHECK(!model_is_paused(model));
	model_free(model);
}

int main(void)
{
	test_order();
	test_first_prompt();
	test_words();
	test_new_first();
	test_elsewhere();
	test_seen();
	test_pause();
	test_pause_without_end();
	return 0;
}
