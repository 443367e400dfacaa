/* SPDX-License-Identifier: MIT */
#include "agent/session/memory.h"
#include "tests/check.h"

#define ID "7-1"

static const struct model_rules RULES = {
	.shown = {TRUE, TRUE, TRUE, TRUE},
	.suppress_when_focused = TRUE,
	.min_turn_ms = 5000,
};

static struct frame_session make(enum session_state state, enum session_kind kind, gint64 since)
{
	return (struct frame_session){
		.id = ID,
		.pid = 7,
		.uid = 1000,
		.name = "claude",
		.source = "claude-code",
		.state = state,
		.kind = kind,
		.kind_known = kind != SESSION_KIND_NONE,
		.since_ms = since,
		.started_ms = 500,
		.worked_ms = 60000,
	};
}

static void say(struct model *model, enum session_state state, enum session_kind kind, gint64 since)
{
	struct frame_session f = make(state, kind, since);

	model_session_heard(model, &f, 1000);
}

/* An agent that has announced the end of a turn. */
static struct model *make_first(void)
{
	struct model *model = model_new(&RULES);

	say(model, SESSION_WORKING, SESSION_KIND_NONE, 1000);
	model_project(model, ID, "a b\nc");
	say(model, SESSION_WAITING, SESSION_KIND_FINISHED, 2000);
	model_settled(model, 2000);
	CHECK_INT(model_find(model, ID)->notice.serial, 1);
	return model;
}

/* The agent that comes after it, and frees it. */
static struct model *make_next(struct model *first)
{
	g_autoptr(GPtrArray) all = model_everything(first);
	g_autofree char *text = memory_print(all, model_paused_until(first));
	gint64 paused_until;
	g_autoptr(GPtrArray) sessions = memory_parse(text, &paused_until);
	struct model *model = model_new(&RULES);

	CHECK_INT(sessions->len, all->len);
	g_ptr_array_set_free_func(sessions, NULL);
	for (guint i = 0; i < sessions->len; i++)
		model_restore(model, g_ptr_array_index(sessions, i));
	model_pause(model, paused_until);
	model_free(first);
	return model;
}

static void snapshot(
	struct model *model, enum session_state state, enum session_kind kind, gint64 since)
{
	model_snapshot_begin(model);
	say(model, state, kind, since);
	model_snapshot_end(model);
	model_settled(model, 3000);
}

static void test_same_wait(void)
{
	struct model *model = make_next(make_first());
	g_autoptr(GPtrArray) before = model_list(model);
	const struct model_session *s;

	CHECK_INT(before->len, 0); /* the collector may not know it any more */
	snapshot(model, SESSION_WAITING, SESSION_KIND_FINISHED, 2000);
	s = model_find(model, ID);
	CHECK_INT(s->notice.serial, 1);
	CHECK(!s->seen);
	CHECK_INT(s->stops, 1);
	CHECK_STR(s->project, "a b c");
	model_free(model);
}

static void test_seen(void)
{
	struct model *first = make_first();
	struct model *model;

	model_place(first, ID, 5, TRUE, 2000);
	model_focus(first, 5, 2000);
	model_tick(first, 9000);
	CHECK(model_find(first, ID)->seen);
	model = make_next(first);
	snapshot(model, SESSION_WAITING, SESSION_KIND_FINISHED, 2000);
	CHECK(model_find(model, ID)->seen);
	CHECK_INT(model_find(model, ID)->notice.serial, 0);
	model_free(model);
}

/* What a collector says of a wait that it has not seen begin. */
static void say_found(struct model *model)
{
	struct frame_session f = make(SESSION_WAITING, SESSION_KIND_NONE, 99000);

	f.worked_ms = 0;
	model_session_heard(model, &f, 1000);
}

/* Both restarted: the collector doesn't know why it waits. */
static void test_new_collector(void)
{
	struct model *model = make_next(make_first());

	snapshot(model, SESSION_UNKNOWN, SESSION_KIND_NONE, 90000);
	say_found(model);
	model_settled(model, 3000);
	CHECK_INT(model_find(model, ID)->notice.serial, 1);
	CHECK_INT(model_find(model, ID)->frame.since_ms, 2000);
	model_free(model);
}

static void test_ended_meanwhile(void)
{
	struct model *model = make_next(make_first());

	model_snapshot_begin(model);
	model_snapshot_end(model);
	CHECK(model_find(model, ID) == NULL);
	model_free(model);
}

static void test_resumed_meanwhile(void)
{
	struct model *model = make_next(make_first());

	snapshot(model, SESSION_WORKING, SESSION_KIND_NONE, 2500);
	CHECK_INT(model_find(model, ID)->notice.serial, 0);
	model_free(model);
}

static void test_another_turn_meanwhile(void)
{
	struct model *model = make_next(make_first());

	snapshot(model, SESSION_WAITING, SESSION_KIND_FINISHED, 2900);
	CHECK_INT(model_find(model, ID)->notice.serial, 2);
	CHECK_INT(model_find(model, ID)->stops, 2);
	model_free(model);
}

/* That it waits was told on the badge, and what for was not yet known. */
static void test_kind_to_come(void)
{
	struct model *model = model_new(&RULES);

	say(model, SESSION_WORKING, SESSION_KIND_NONE, 1000);
	say(model, SESSION_WAITING, SESSION_KIND_NONE, 2000);
	model_settled(model, 2000);
	model = make_next(model);
	snapshot(model, SESSION_WAITING, SESSION_KIND_NONE, 2000);
	CHECK_INT(model_find(model, ID)->notice.serial, 0);
	CHECK_INT(model_find(model, ID)->stops, 1);
	say(model, SESSION_WAITING, SESSION_KIND_FINISHED, 2000);
	model_settled(model, 3000);
	CHECK_INT(model_find(model, ID)->notice.serial, 1);
	CHECK_INT(model_find(model, ID)->notice.class, TEXT_FINISHED);
	model = make_next(model);
	snapshot(model, SESSION_WAITING, SESSION_KIND_FINISHED, 2000);
	CHECK_INT(model_find(model, ID)->notice.serial, 1);
	model_free(model);
}

/* And where that collector is gone too, nobody will ever know. */
static void test_kind_never_to_come(void)
{
	struct model *model = model_new(&RULES);

	say(model, SESSION_WORKING, SESSION_KIND_NONE, 1000);
	say(model, SESSION_WAITING, SESSION_KIND_NONE, 2000);
	model = make_next(model);
	snapshot(model, SESSION_UNKNOWN, SESSION_KIND_NONE, 90000);
	say_found(model);
	model_settled(model, 3000);
	CHECK_INT(model_find(model, ID)->notice.class, TEXT_WAITING);
	CHECK_INT(model_find(model, ID)->notice.serial, 1);
	say_found(model);
	model_settled(model, 3000);
	CHECK_INT(model_find(model, ID)->notice.serial, 1);
	model_free(model);
}

/* The kind was known, and where its user looks was not. */
static void test_card_to_come(void)
{
	static const enum session_kind KINDS[] = {SESSION_KIND_FINISHED, SESSION_KIND_ATTENTION};

	for (gsize i = 0; i < G_N_ELEMENTS(KINDS); i++) {
		struct model *model = model_new(&RULES);

		say(model, SESSION_WORKING, SESSION_KIND_NONE, 1000);
		say(model, SESSION_WAITING, KINDS[i], 2000);
		CHECK_INT(model_find(model, ID)->notice.serial, 0);
		model = make_next(model);
		snapshot(model, SESSION_WAITING, KINDS[i], 2000);
		CHECK_INT(model_find(model, ID)->notice.serial, 1);
		CHECK_INT(model_find(model, ID)->stops, 1);
		model_free(model);
	}
}

static void test_death_to_come(void)
{
	struct frame_session f = make(SESSION_EXITED, SESSION_KIND_NONE, 2000);
	struct model *model = model_new(&RULES);

	say(model, SESSION_WORKING, SESSION_KIND_NONE, 1000);
	f.has_exit = true;
	f.exit_signal = 9;
	model_session_heard(model, &f, 1000);
	model = make_next(model);
	model_snapshot_begin(model);
	model_snapshot_end(model);
	model_settled(model, 3000);
	CHECK_INT(model_find(model, ID)->notice.class, TEXT_DIED);
	CHECK_INT(model_find(model, ID)->notice.serial, 1);
	model_free(model);
}

/* Its kind is told after we have come. */
static void test_another_turn_just_ended(void)
{
	struct model *model = make_next(make_first());

	snapshot(model, SESSION_WAITING, SESSION_KIND_NONE, 2900);
	CHECK_INT(model_find(model, ID)->notice.serial, 0);
	say(model, SESSION_WAITING, SESSION_KIND_FINISHED, 2900);
	model_settled(model, 3000);
	CHECK_INT(model_find(model, ID)->notice.serial, 2);
	model_free(model);
}

/* The turn's first part, that only the earlier agent's collector has seen. */
static void test_work_adds_up(void)
{
	struct model *model = model_new(&RULES);

	say(model, SESSION_WORKING, SESSION_KIND_NONE, 1000);
	say(model, SESSION_WORKING, SESSION_KIND_NONE, 9000);
	say(model, SESSION_WAITING, SESSION_KIND_FINISHED, 69000);
	model_settled(model, 3000);
	model = make_next(model);
	snapshot(model, SESSION_WAITING, SESSION_KIND_FINISHED, 69000);
	CHECK_INT(model_find(model, ID)->frame.worked_ms, 68000);
	CHECK_INT(model_find(model, ID)->notice.serial, 1);
	model_free(model);
}

static void test_finished_meanwhile(void)
{
	struct model *first = model_new(&RULES);
	struct model *model;

	say(first, SESSION_WORKING, SESSION_KIND_NONE, 1000);
	model = make_next(first);
	snapshot(model, SESSION_WAITING, SESSION_KIND_FINISHED, 2000);
	CHECK(model_find(model, ID)->notice.serial != 0);
	model_free(model);
}

/* Until its time, as it was asked for, and then what came is one card. */
static void test_paused(void)
{
	struct model *model = make_first();

	model_pause(model, 9000);
	model = make_next(make_next(model));
	CHECK_INT(model_paused_until(model), 9000);
	snapshot(model, SESSION_WAITING, SESSION_KIND_FINISHED, 2000);
	CHECK_INT(model_deadline(model), 9000);
	model_tick(model, 8999);
	CHECK(model_is_paused(model));
	model_tick(model, 9000);
	CHECK(!model_is_paused(model));
	model_pause(model, G_MAXINT64);
	model = make_next(model);
	CHECK(model_is_paused(model));
	CHECK_INT(model_deadline(model), -1);
	model_resume(model);
	model = make_next(model);
	CHECK(!model_is_paused(model));
	model_free(model);
}

static void test_garbage(void)
{
	static const char *const TEXTS[] = {
		"",
		"\n\n\n",
		"ebpf-ai-monitor 1\n",
		"ebpf-ai-monitor 2\n",
		"ebpf-ai-monitor 2\n{}\n0 0 0 0 0 0 0 0 x\n",
		"ebpf-ai-monitor 2\n{\"type\":\"synced\"}\n0 0 0 0 0 0 0 0 x\n",
		"ebpf-ai-monitor 2\n\xff\xfe\n",
		"ebpf-ai-monitor 2\npaused -5\n",
		"ebpf-ai-monitor 2\npaused 5 \n",
		"ebpf-ai-monitor 1\npaused 5\n",
	};
	struct frame_session f = make(SESSION_WAITING, SESSION_KIND_FINISHED, 1);
	struct model_session *s = model_session_new(&f);
	g_autoptr(GPtrArray) one = g_ptr_array_new();
	g_autofree char *text = NULL;
	gint64 until;

	for (gsize i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
		g_autoptr(GPtrArray) sessions = memory_parse(TEXTS[i], &until);

		CHECK_INT(sessions->len, 0);
		CHECK_INT(until, -1);
	}
	g_ptr_array_add(one, s);
	text = memory_print(one, 5);
	model_session_free(s);
	/* Cut anywhere, it is one session or none. */
	for (gsize len = strlen(text); len > 0; len--) {
		g_autofree char *cut = g_strndup(text, len);
		g_autoptr(GPtrArray) sessions = memory_parse(cut, &until);

		CHECK(sessions->len <= 1);
	}
}

int main(void)
{
	test_same_wait();
	test_seen();
	test_new_collector();
	test_ended_meanwhile();
	test_resumed_meanwhile();
	test_another_turn_meanwhile();
	test_another_turn_just_ended();
	test_kind_to_come();
	test_kind_never_to_come();
	test_card_to_come();
	test_death_to_come();
	test_work_adds_up();
	test_finished_meanwhile();
	test_paused();
	test_garbage();
	return 0;
}
