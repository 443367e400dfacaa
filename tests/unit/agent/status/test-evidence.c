/* SPDX-License-Identifier: MIT */
#include "agent/status/evidence.h"
#include "tests/check.h"

#define THRESHOLD_MS 1000
#define PATIENCE_MS  (THRESHOLD_MS + EVIDENCE_LATE_MS)
#define WALL_MS      1795460000000

/* One session, by both clocks; what is believed of it is always what was weighed last. */
static struct evidence e;
static struct frame_session shown;
static gint64 now;

static void begin(void)
{
	evidence_init(&e);
	memset(&shown, 0, sizeof(shown));
	now = 1000;
}

static void weigh(void)
{
	struct frame_session frame = evidence_weigh(&e, &shown);

	shown = frame;
}

static void hear(enum session_state state, enum session_reason reason, enum session_kind kind)
{
	struct frame_session frame = {.id = "7-1",
		.state = state,
		.reason = reason,
		.kind = kind,
		.since_ms = WALL_MS + now,
		.worked_ms = 77,
		.started_ms = WALL_MS};

	evidence_hear(&e, &frame, now);
	weigh();
}

static void hear_work(void)
{
	hear(SESSION_WORKING, SESSION_BY_CADENCE, SESSION_KIND_NONE);
}

static void hear_rest(enum session_kind kind)
{
	hear(SESSION_WAITING, SESSION_BY_QUIET, kind);
}

static void tell(enum status_word word)
{
	struct status_claim claim = {word, word == STATUS_NOTHING ? 0 : WALL_MS + now};

	evidence_tell(&e, &claim, now);
	weigh();
}

/* Lets MS go by, and what is due happen. */
static void pass(gint64 ms)
{
	gint64 end = now + ms, due = evidence_deadline(&e, THRESHOLD_MS);

	now = end;
	if (due < 0 || due > end)
		return;
	evidence_refute(&e);
	weigh();
}

static void check(enum session_state state, enum session_reason reason, enum session_kind kind)
{
	CHECK_STR(session_state_name(shown.state), session_state_name(state));
	CHECK_STR(session_reason_name(shown.reason), session_reason_name(reason));
	CHECK_STR(session_kind_name(shown.kind), session_kind_name(kind));
}

static void check_told(enum session_state state, enum session_kind kind)
{
	check(state, SESSION_BY_STATUS_FILE, kind);
}

/* Without a file all is as the collector says. */
static void test_untold(void)
{
	begin();
	hear_work();
	check(SESSION_WORKING, SESSION_BY_CADENCE, SESSION_KIND_NONE);
	hear_rest(SESSION_KIND_FINISHED);
	check(SESSION_WAITING, SESSION_BY_QUIET, SESSION_KIND_FINISHED);
	CHECK_INT(shown.worked_ms, 77);
	CHECK_INT(evidence_deadline(&e, THRESHOLD_MS), -1);
}

/* The collector is late with both ends of a turn. */
static void test_turn(void)
{
	begin();
	hear_rest(SESSION_KIND_NONE);
	tell(STATUS_IDLE);
	check_told(SESSION_WAITING, SESSION_KIND_NONE);
	now = 5000;
	tell(STATUS_BUSY);
	check_told(SESSION_WORKING, SESSION_KIND_NONE);
	CHECK_INT(shown.since_ms, WALL_MS + 5000);
	pass(800);
	hear_work();
	check_told(SESSION_WORKING, SESSION_KIND_NONE);
	CHECK_INT(shown.since_ms, WALL_MS + 5000);
	pass(60000);
	check_told(SESSION_WORKING, SESSION_KIND_NONE);
	tell(STATUS_IDLE);
	check_told(SESSION_WAITING, SESSION_KIND_FINISHED);
	CHECK_INT(shown.since_ms, WALL_MS + 65800);
	CHECK_INT(shown.worked_ms, 60800);
	pass(2200);
	hear_rest(SESSION_KIND_FINISHED);
	check_told(SESSION_WAITING, SESSION_KIND_FINISHED);
	CHECK_INT(shown.since_ms, WALL_MS + 65800);
	CHECK_INT(shown.worked_ms, 60800);
	CHECK_INT(evidence_deadline(&e, THRESHOLD_MS), -1);
}

static void test_kinds(void)
{
	begin();
	hear_work();
	tell(STATUS_BUSY);
	tell(STATUS_ASKS);
	check_told(SESSION_WAITING, SESSION_KIND_ATTENTION);
	/* A clock in the prompt looks like a blink. */
	tell(STATUS_IDLE);
	hear_rest(SESSION_KIND_ATTENTION);
	check_told(SESSION_WAITING, SESSION_KIND_FINISHED);
	CHECK(!evidence_has_shell(&e));
	now += 100;
	tell(STATUS_SHELL);
	check_told(SESSION_WAITING, SESSION_KIND_FINISHED);
	CHECK_INT(shown.since_ms, WALL_MS + now - 100);
	CHECK(evidence_has_shell(&e));
	tell(STATUS_DIALOG);
	check_told(SESSION_WAITING, SESSION_KIND_NONE);
}

/* Found at its prompt, by an agent that has just started. */
static void test_found(void)
{
	begin();
	hear(SESSION_UNKNOWN, SESSION_BY_SCAN, SESSION_KIND_NONE);
	tell(STATUS_IDLE);
	check_told(SESSION_WAITING, SESSION_KIND_NONE);
	hear_rest(SESSION_KIND_FINISHED);
	check_told(SESSION_WAITING, SESSION_KIND_FINISHED);
}

/* It stopped writing: its rest against work that goes on, its work against a rest that does. */
static void test_left_behind(void)
{
	begin();
	hear_work();
	tell(STATUS_BUSY);
	tell(STATUS_IDLE);
	hear_rest(SESSION_KIND_FINISHED);
	pass(7000);
	hear_work();
	pass(PATIENCE_MS - 1);
	check_told(SESSION_WAITING, SESSION_KIND_FINISHED);
	pass(1);
	check(SESSION_WORKING, SESSION_BY_CADENCE, SESSION_KIND_NONE);
	tell(STATUS_BUSY);
	hear_rest(SESSION_KIND_FINISHED);
	pass(PATIENCE_MS - 1);
	check_told(SESSION_WORKING, SESSION_KIND_NONE);
	pass(1);
	check(SESSION_WAITING, SESSION_BY_QUIET, SESSION_KIND_FINISHED);
}

/* The collector overlooks work, or goes on seeing some: it may not have noticed. */
static void test_overlooked(void)
{
	begin();
	hear_rest(SESSION_KIND_FINISHED);
	tell(STATUS_BUSY);
	pass(EVIDENCE_OLD_MS - 1);
	check_told(SESSION_WORKING, SESSION_KIND_NONE);
	pass(1);
	check(SESSION_WAITING, SESSION_BY_QUIET, SESSION_KIND_FINISHED);
	CHECK(!e.news);
	hear_work();
	tell(STATUS_IDLE);
	pass(EVIDENCE_OLD_MS - 1);
	check_told(SESSION_WAITING, SESSION_KIND_FINISHED);
	pass(1);
	check(SESSION_WORKING, SESSION_BY_CADENCE, SESSION_KIND_NONE);
	CHECK_INT(evidence_deadline(&e, THRESHOLD_MS), -1);
	/* Read again, but nothing new. */
	{
		struct status_claim same = e.told;

		evidence_tell(&e, &same, now);
	}
	weigh();
	check(SESSION_WORKING, SESSION_BY_CADENCE, SESSION_KIND_NONE);
}

/* What contradicts for a moment only, again and again, has not for long. */
static void test_flapping(void)
{
	begin();
	hear_work();
	tell(STATUS_BUSY);
	for (guint i = 0; i < 20; i++) {
		hear_rest(SESSION_KIND_FINISHED);
		check_told(SESSION_WORKING, SESSION_KIND_NONE);
		pass(PATIENCE_MS / 2);
		hear_work();
		check_told(SESSION_WORKING, SESSION_KIND_NONE);
		pass(PATIENCE_MS / 2);
	}
	check_told(SESSION_WORKING, SESSION_KIND_NONE);
}

/* Subagents work on while one of them asks; nobody has answered. */
static void test_asks_beside_work(void)
{
	begin();
	hear_work();
	tell(STATUS_BUSY);
	tell(STATUS_ASKS);
	pass(600000);
	check_told(SESSION_WAITING, SESSION_KIND_ATTENTION);
	hear_rest(SESSION_KIND_NONE);
	hear_work();
	pass(600000);
	check_told(SESSION_WAITING, SESSION_KIND_ATTENTION);
	/* Its user moved about in the dialog while they did. */
	evidence_touch(&e);
	pass(600000);
	check_told(SESSION_WAITING, SESSION_KIND_ATTENTION);
	/* And answered: the file should say so. */
	hear_rest(SESSION_KIND_NONE);
	hear_work();
	pass(PATIENCE_MS - 1);
	check_told(SESSION_WAITING, SESSION_KIND_ATTENTION);
	pass(1);
	check(SESSION_WORKING, SESSION_BY_CADENCE, SESSION_KIND_NONE);
}

/* A key from before says nothing of the request. */
static void test_touched_before(void)
{
	begin();
	hear_work();
	evidence_touch(&e);
	tell(STATUS_ASKS);
	hear_rest(SESSION_KIND_NONE);
	hear_work();
	pass(600000);
	check_told(SESSION_WAITING, SESSION_KIND_ATTENTION);
}

static void test_process(void)
{
	begin();
	hear_work();
	tell(STATUS_BUSY);
	hear(SESSION_STOPPED, SESSION_BY_JOB, SESSION_KIND_NONE);
	check(SESSION_STOPPED, SESSION_BY_JOB, SESSION_KIND_NONE);
	CHECK_INT(evidence_deadline(&e, THRESHOLD_MS), -1);
	hear_work();
	check_told(SESSION_WORKING, SESSION_KIND_NONE);
	hear(SESSION_EXITED, SESSION_BY_EXIT, SESSION_KIND_NONE);
	check(SESSION_EXITED, SESSION_BY_EXIT, SESSION_KIND_NONE);
	tell(STATUS_ASKS);
	check(SESSION_EXITED, SESSION_BY_EXIT, SESSION_KIND_NONE);
}

static void test_silenced(void)
{
	begin();
	hear_work();
	tell(STATUS_BUSY);
	tell(STATUS_IDLE);
	tell(STATUS_NOTHING);
	check(SESSION_WORKING, SESSION_BY_CADENCE, SESSION_KIND_NONE);
	CHECK_INT(evidence_deadline(&e, THRESHOLD_MS), -1);
	CHECK_INT(shown.worked_ms, 77);
}

int main(void)
{
	test_untold();
	test_turn();
	test_kinds();
	test_found();
	test_left_behind();
	test_overlooked();
	test_flapping();
	test_asks_beside_work();
	test_touched_before();
	test_process();
	test_silenced();
	return 0;
}
