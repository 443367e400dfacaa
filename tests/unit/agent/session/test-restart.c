/* SPDX-License-Identifier: MIT */
#include "one-session.h"

/* Reconnected to a collector that was restarted: it knows less than we do. */
static void test_collector_restart(void)
{
	struct model *model = connect_working();
	guint serial;

	stop(model, SESSION_KIND_FINISHED);
	serial = get_notice(model, NULL);
	model_disconnected(model, now);
	check_badge(model, "stopped 1!");
	model_snapshot_begin(model);
	say(model, ID, SESSION_UNKNOWN);
	model_snapshot_end(model);
	settle(model);
	check_badge(model, "stopped 1!");
	CHECK_INT(get_notice(model, NULL), serial);
	/* The same wait, found again. */
	stop(model, SESSION_KIND_NONE);
	check_badge(model, "stopped 1!");
	CHECK_INT(get_notice(model, NULL), serial);
	CHECK_INT(model_find(model, ID)->frame.kind, SESSION_KIND_FINISHED);
	model_free(model);
}

/* The collector is another one, which finds the session and sees it in STATE then. */
static void restart_collector(struct model *model, enum session_state state)
{
	struct frame_session f;

	model_disconnected(model, now);
	now += 3000;
	model_snapshot_begin(model);
	say(model, ID, SESSION_UNKNOWN);
	model_snapshot_end(model);
	f = make(ID, state);
	f.worked_ms = 0;
	model_session_heard(model, &f, now);
	settle(model);
}

/* In a turn: all of it counts, whoever has seen it. */
static void test_collector_restart_in_turn(void)
{
	struct model *model = connect_working();
	gint64 began = model_find(model, ID)->frame.since_ms;
	struct frame_session f;

	restart_collector(model, SESSION_WORKING);
	restart_collector(model, SESSION_WORKING);
	CHECK_INT(model_find(model, ID)->frame.since_ms, began);
	now += 1000;
	f = make(ID, SESSION_WAITING);
	f.kind_known = true;
	f.worked_ms = 1000;
	model_session_heard(model, &f, now);
	CHECK_INT(model_find(model, ID)->frame.worked_ms, f.since_ms - began);
	/* And no longer in the next one. */
	say(model, ID, SESSION_WORKING);
	now += 2000;
	f.state = SESSION_WAITING;
	f.worked_ms = 2000;
	model_session_heard(model, &f, now);
	CHECK_INT(model_find(model, ID)->frame.worked_ms, 2000);
	model_free(model);
}

/* A turn ends while there is none: who comes later can't know what it waits for. */
static void test_turn_ends_unseen(void)
{
	struct model *model = connect_working();
	gint64 began = model_find(model, ID)->frame.since_ms;
	const struct model_session *s;
	enum text_class class;
	guint serial;

	now += 2000;
	restart_collector(model, SESSION_WAITING);
	check_badge(model, "stopped 1!");
	serial = get_notice(model, &class);
	CHECK(serial != 0);
	CHECK_INT(class, TEXT_WAITING);
	s = model_find(model, ID);
	CHECK_INT(s->frame.worked_ms, s->frame.since_ms - began);
	CHECK_INT(s->frame.kind_reason, SESSION_BY_SCAN);
	restart_collector(model, SESSION_WAITING);
	CHECK_INT(get_notice(model, NULL), serial);
	model_free(model);
}

/* Or between the stop and its kind; while a prompt that nobody worked before is not worth a word. */
static void test_kind_never_told(void)
{
	struct model *model = connect_working();

	stop(model, SESSION_KIND_NONE);
	CHECK_INT(get_notice(model, NULL), 0);
	restart_collector(model, SESSION_WAITING);
	CHECK(get_notice(model, NULL) != 0);
	check_badge(model, "stopped 1!");
	model_free(model);

	model = connect();
	say(model, ID, SESSION_UNKNOWN);
	say_waits(model, ID, SESSION_KIND_NONE);
	restart_collector(model, SESSION_WAITING);
	CHECK_INT(get_notice(model, NULL), 0);
	CHECK(!model_find(model, ID)->frame.kind_known);
	model_free(model);
}

/* Nor does a look or a dismissal have to be repeated. */
static void test_restart_after_dismissal(void)
{
	struct model *model = connect_working();

	say_waits(model, ID, SESSION_KIND_FINISHED);
	model_badge_dismissed(model, WINDOW);
	model_disconnected(model, now);
	model_snapshot_begin(model);
	say_waits(model, ID, SESSION_KIND_FINISHED);
	model_snapshot_end(model);
	settle(model);
	check_badge(model, "");
	CHECK_INT(get_notice(model, NULL), 0);
	model_free(model);
}

/* At the first snapshot nothing is news: all of it happened before. */
static void test_first_snapshot(void)
{
	struct model *model = model_new(&RULES);

	model_snapshot_begin(model);
	say_waits(model, ID, SESSION_KIND_FINISHED);
	say_waits(model, "8-1", SESSION_KIND_ATTENTION);
	model_snapshot_end(model);
	settle(model);
	model_place(model, ID, WINDOW, TRUE, now);
	CHECK_INT(get_notice(model, NULL), 0);
	check_badge(model, "stopped 1");
	model_free(model);
}

/* What ended while nobody listened is gone. */
static void test_gone_meanwhile(void)
{
	struct model *model = connect_working();

	stop(model, SESSION_KIND_FINISHED);
	model_disconnected(model, now);
	model_snapshot_begin(model);
	CHECK(model_find(model, ID) != NULL);
	model_snapshot_end(model);
	CHECK(model_find(model, ID) == NULL);
	CHECK_INT(get_notice(model, NULL), 0);
	check_badge(model, "");
	model_free(model);
}

static void test_blind(void)
{
	struct model *model = connect_working();

	model_disconnected(model, now);
	model_tick(model, model_deadline(model) - 1);
	check_badge(model, "working");
	model_tick(model, model_deadline(model));
	check_badge(model, "");
	CHECK_INT(model_deadline(model), -1);
	model_snapshot_begin(model);
	say(model, ID, SESSION_WORKING);
	model_snapshot_end(model);
	check_badge(model, "working");
	model_free(model);
}

/* It knows nothing of the wait, so what was known stays. */
static void test_kind_over_collector_restart(void)
{
	struct model *model = connect_working();

	say_waits(model, ID, SESSION_KIND_NONE);
	say_kind(model, SESSION_KIND_NONE);
	CHECK(get_notice(model, NULL) != 0);
	model_disconnected(model, now);
	model_snapshot_begin(model);
	say_waits(model, ID, SESSION_KIND_NONE);
	model_snapshot_end(model);
	CHECK(get_notice(model, NULL) != 0);
	CHECK(model_find(model, ID)->frame.kind_known);
	model_free(model);
}

#define REMOTE_ID "build1/7-1"

/* Of another machine our collector says nothing, so it can't forget either. */
static void test_remote(void)
{
	struct model *model = connect();
	struct frame_session f = make(REMOTE_ID, SESSION_WAITING);

	/* What is heard first happened without us. */
	f.kind = SESSION_KIND_FINISHED;
	f.kind_known = true;
	model_session_heard(model, &f, now);
	settle(model);
	CHECK_INT(get_notice(model, NULL), 0);
	model_disconnected(model, now);
	now += 60000;
	model_tick(model, now);
	model_snapshot_begin(model);
	model_snapshot_end(model);
	CHECK(model_find(model, REMOTE_ID));
	say(model, REMOTE_ID, SESSION_WORKING);
	say_waits(model, REMOTE_ID, SESSION_KIND_FINISHED);
	settle(model);
	CHECK(get_notice(model, NULL) != 0);
	model_free(model);
}

int main(void)
{
	test_remote();
	test_kind_over_collector_restart();
	test_collector_restart();
	test_collector_restart_in_turn();
	test_turn_ends_unseen();
	test_kind_never_told();
	test_restart_after_dismissal();
	test_first_snapshot();
	test_gone_meanwhile();
	test_blind();
	return 0;
}
