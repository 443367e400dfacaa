/* SPDX-License-Identifier: MIT */
#include "agent/session/model.h"
#include "agent/session/storm.h"
#include "tests/check.h"

static const struct model_rules RULES = {
	.shown = {TRUE, TRUE, TRUE},
	.suppress_when_focused = TRUE,
	.min_turn_ms = 5000,
};

static gint64 now;

static void say(struct model *model, guint number, enum session_state state, enum session_kind kind)
{
	struct frame_session f = {
		.pid = 7,
		.name = "claude",
		.source = "claude-code",
		.state = state,
		.kind = kind,
		.kind_known = kind != SESSION_KIND_NONE,
		.worked_ms = 60000,
		.started_ms = number,
	};

	g_snprintf(f.id, sizeof(f.id), "%u-1", number);
	model_session_heard(model, &f, now);
}

static void turn(struct model *model, guint number, enum session_kind kind)
{
	say(model, number, SESSION_WORKING, SESSION_KIND_NONE);
	say(model, number, SESSION_WAITING, kind);
	model_settled(model, now);
}

/* The sessions' turns end, GAP milliseconds apart. */
static struct model *make(guint sessions, gint64 gap, enum session_kind kind)
{
	struct model *model = model_new(&RULES);

	for (guint i = 0; i < sessions; i++) {
		now += gap;
		turn(model, i, kind);
	}
	return model;
}

/* How many notifications there are by themselves, and what the summary holds. */
static void check(const struct model *model, guint want_single, guint want_gathered)
{
	g_autoptr(GPtrArray) notices = model_notices(model);
	guint single = 0, gathered = 0, serial = 0;

	for (guint i = 0; i < notices->len; i++) {
		const struct model_session *s = g_ptr_array_index(notices, i);

		single += s->notice.gathered == 0;
		gathered += s->notice.gathered != 0;
		CHECK(!serial || !s->notice.gathered || serial == s->notice.gathered);
		serial = MAX(serial, s->notice.gathered);
	}
	CHECK_INT(single, want_single);
	CHECK_INT(gathered, want_gathered);
}

static guint summary(const struct model *model)
{
	g_autoptr(GPtrArray) notices = model_notices(model);

	return ((struct model_session *)g_ptr_array_index(notices, 0))->notice.gathered;
}

static void check_made(
	guint sessions, gint64 gap, enum session_kind kind, guint single, guint gathered)
{
	struct model *model = make(sessions, gap, kind);

	check(model, single, gathered);
	model_free(model);
}

static void test_storm(void)
{
	check_made(10, 100, SESSION_KIND_FINISHED, 0, 10);
	/* Few, and one after the other. */
	check_made(STORM_COUNT - 1, 0, SESSION_KIND_FINISHED, STORM_COUNT - 1, 0);
	check_made(10, STORM_MS / (STORM_COUNT - 1) + 1, SESSION_KIND_FINISHED, 10, 0);
}

static void test_approvals_are_not_drowned(void)
{
	struct model *model = make(10, 0, SESSION_KIND_FINISHED);

	check_made(10, 0, SESSION_KIND_ATTENTION, 10, 0);
	turn(model, 10, SESSION_KIND_ATTENTION);
	check(model, 1, 10);
	model_free(model);
}

static void test_what_comes_after(void)
{
	struct model *model = make(10, 0, SESSION_KIND_FINISHED);
	guint first = summary(model);

	now += 100;
	turn(model, 10, SESSION_KIND_FINISHED);
	check(model, 0, 11);
	CHECK(summary(model) > first);
	first = summary(model);
	now += STORM_MS + 1;
	turn(model, 11, SESSION_KIND_FINISHED);
	check(model, 1, 11);
	/* A member that has another turn is told of by itself, and the rest is not told again. */
	turn(model, 3, SESSION_KIND_FINISHED);
	check(model, 2, 10);
	CHECK_INT(summary(model), first);
	model_free(model);
}

static void test_all_resumed(void)
{
	struct model *model = make(4, 0, SESSION_KIND_FINISHED);

	for (guint i = 0; i < 4; i++) {
		check(model, 0, 4 - i);
		say(model, i, SESSION_WORKING, SESSION_KIND_NONE);
	}
	check(model, 0, 0);
	model_free(model);
}

static void test_closed(void)
{
	struct model *model = make(4, 0, SESSION_KIND_FINISHED);

	model_summary_closed(model, 0);
	model_summary_closed(model, summary(model) - 1);
	check(model, 0, 4);
	model_summary_closed(model, summary(model));
	check(model, 0, 0);
	model_free(model);
}

int main(void)
{
	test_storm();
	test_approvals_are_not_drowned();
	test_what_comes_after();
	test_all_resumed();
	test_closed();
	return 0;
}
