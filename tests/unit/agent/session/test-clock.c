/* SPDX-License-Identifier: MIT */
#include "agent/history/ledger.h"
#include "agent/session/memory.h"
#include "tests/unit/agent/session/one-session.h"

#define HOUR_MS 3600000

/* By how much the wall clock was set since the start. */
static gint64 set_ms;

static void set_clock(struct model *model, gint64 step_ms)
{
	set_ms += step_ms;
	model_clock_set(model, step_ms);
}

static gint64 get_wall_ms(void)
{
	return 1000 + now + set_ms;
}

static struct frame_session make_now(enum session_state state)
{
	struct frame_session f = make(ID, state);

	f.since_ms += set_ms;
	f.started_ms += set_ms;
	f.worked_ms = 0;
	return f;
}

static void hear(struct model *model, enum session_state state)
{
	struct frame_session f = make_now(state);

	model_session_heard(model, &f, now);
}

static void tell(struct model *model, enum status_word word)
{
	struct status_claim claim = {word, get_wall_ms()};

	model_status_told(model, ID, &claim, now);
}

/* Ten seconds of work of which a status file tells, the clock being set in the middle. */
static void check_turn(gint64 step_ms)
{
	struct model *model;

	set_ms = 0;
	now = 0;
	model = connect_working();
	tell(model, STATUS_BUSY);
	now += 5000;
	set_clock(model, step_ms);
	now += 5000;
	tell(model, STATUS_IDLE);
	settle(model);
	CHECK_INT(model_find(model, ID)->frame.worked_ms, 10000);
	CHECK_INT(model_find(model, ID)->frame.since_ms, get_wall_ms());
	CHECK(get_notice(model, NULL) != 0);
	model_free(model);
}

static void test_in_a_turn(void)
{
	check_turn(HOUR_MS);
	check_turn(-HOUR_MS);
}

/* While job control has stopped it the file is not believed; then it is, from when it says. */
static void test_while_stopped(void)
{
	struct model *model;
	gint64 since_ms;

	set_ms = 0;
	now = 0;
	model = connect_working();
	tell(model, STATUS_BUSY);
	since_ms = get_wall_ms();
	now += 2000;
	hear(model, SESSION_STOPPED);
	set_clock(model, HOUR_MS);
	now += 2000;
	hear(model, SESSION_WORKING);
	CHECK_INT(model_find(model, ID)->frame.since_ms, since_ms + HOUR_MS);
	model_free(model);
}

/* Of a stretch that never ended only its beginning is known. */
static void test_before_an_end(void)
{
	struct model *model;
	struct frame_session f;

	set_ms = 0;
	now = 0;
	model = connect_working();
	now += 4000;
	set_clock(model, -HOUR_MS);
	f = make_now(SESSION_EXITED);
	f.has_exit = true;
	f.exit_code = 1;
	model_session_heard(model, &f, now);
	settle(model);
	CHECK_INT(model_find(model, ID)->frame.worked_ms, 5000);
	model_free(model);
}

/* A later agent, which the clock was set before, knows the same wait. */
static void test_between_agents(void)
{
	struct model *first, *next = model_new(&RULES);
	g_autoptr(GPtrArray) kept = NULL;
	g_autoptr(GPtrArray) all = NULL;
	g_autofree char *text = NULL;
	struct frame_session f;
	gint64 paused;
	guint serial;

	set_ms = 0;
	now = 0;
	first = connect_working();
	say_waits(first, ID, SESSION_KIND_FINISHED);
	settle(first);
	f = model_find(first, ID)->frame;
	serial = get_notice(first, NULL);
	all = model_everything(first);
	text = memory_print(all, -1);
	model_free(first);
	kept = memory_parse(text, &paused);
	g_ptr_array_set_free_func(kept, NULL);
	model_restore(next, g_ptr_array_index(kept, 0));
	f.since_ms += HOUR_MS;
	f.started_ms += HOUR_MS;
	model_snapshot_begin(next);
	model_session_heard(next, &f, now);
	model_snapshot_end(next);
	settle(next);
	CHECK_INT(get_notice(next, NULL), serial);
	CHECK_INT(model_find(next, ID)->frame.since_ms, f.since_ms);
	model_free(next);
}

static void test_is_no_remote_ones(void)
{
	struct model *model = connect();
	gint64 since_ms;

	say(model, "build1/7-1", SESSION_WORKING);
	since_ms = model_find(model, "build1/7-1")->frame.since_ms;
	set_clock(model, HOUR_MS);
	CHECK_INT(model_find(model, "build1/7-1")->frame.since_ms, since_ms);
	model_free(model);
}

static void test_in_history(void)
{
	struct ledger *ledger = ledger_new();
	g_autoptr(GPtrArray) before = NULL;
	g_autoptr(GPtrArray) after = NULL;
	g_autoptr(GPtrArray) none = NULL;
	g_autoptr(GPtrArray) one = NULL;
	struct model *model;

	set_ms = 0;
	now = 0;
	model = connect_working();
	before = model_list(model);
	none = ledger_take(ledger, before, get_wall_ms());
	CHECK_INT(none->len, 0);
	set_clock(model, -HOUR_MS);
	ledger_clock_set(ledger, -HOUR_MS);
	now += 5000;
	hear(model, SESSION_WAITING);
	after = model_list(model);
	one = ledger_take(ledger, after, get_wall_ms());
	CHECK_INT(one->len, 1);
	CHECK_INT(((struct stint *)g_ptr_array_index(one, 0))->length_ms, 6000);
	ledger_free(ledger);
	model_free(model);
}

int main(void)
{
	test_in_a_turn();
	test_while_stopped();
	test_before_an_end();
	test_between_agents();
	test_is_no_remote_ones();
	test_in_history();
	return 0;
}
