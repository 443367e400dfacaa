/* SPDX-License-Identifier: MIT */
#include "agent/session/model.h"
#include "tests/check.h"

#define ID           "7-1"
#define WINDOW       5
#define WALL_MS      1795460000000
#define THRESHOLD_MS 1000
#define PATIENCE_MS  (THRESHOLD_MS + EVIDENCE_LATE_MS)

static const struct model_rules RULES = {
	.shown = {TRUE, TRUE, TRUE, TRUE},
	.suppress_when_focused = TRUE,
	.min_turn_ms = 5000,
};

/* One session, in a window nobody looks at. */
static struct model *model;
static gint64 now;

static struct frame_session make(enum session_state state, enum session_kind kind)
{
	return (struct frame_session){.id = ID,
		.pid = 7,
		.name = "claude",
		.source = "claude-code",
		.state = state,
		.reason = SESSION_BY_QUIET,
		.kind = kind,
		.kind_known = kind != SESSION_KIND_NONE,
		.since_ms = WALL_MS + now,
		.started_ms = WALL_MS,
		.worked_ms = 60000};
}

static void hear(enum session_state state, enum session_kind kind)
{
	struct frame_session frame = make(state, kind);

	model_session_heard(model, &frame, now);
}

static void tell_since(enum status_word word, gint64 at)
{
	struct status_claim claim = {word, WALL_MS + at};

	model_status_told(model, ID, &claim, now);
}

static void tell(enum status_word word)
{
	tell_since(word, now);
}

static void connect(void)
{
	model_snapshot_begin(model);
	model_set_threshold(model, THRESHOLD_MS);
}

static void begin(void)
{
	now = 1000;
	model = model_new(&RULES);
	connect();
	model_snapshot_end(model);
}

/* At work, for longer than a turn has to be. */
static void begin_working(void)
{
	begin();
	hear(SESSION_WORKING, SESSION_KIND_NONE);
	model_place(model, ID, WINDOW, TRUE, now);
	tell(STATUS_BUSY);
	now += 20000;
}

static void end(void)
{
	model_free(model);
}

static void pass(gint64 ms)
{
	gint64 until = now + ms, due;

	while ((due = model_deadline(model)) >= 0 && due <= until) {
		now = MAX(now, due);
		model_tick(model, now);
	}
	now = until;
}

static const struct model_session *find(void)
{
	const struct model_session *s = model_find(model, ID);

	CHECK(s != NULL);
	return s;
}

static void check(enum session_state state, enum session_kind kind)
{
	CHECK_STR(session_state_name(find()->frame.state), session_state_name(state));
	CHECK_STR(session_kind_name(find()->frame.kind), session_kind_name(kind));
}

/* The notification on the screen is number SERIAL and of that class; 0 for none. */
static void check_card(guint serial, enum text_class class)
{
	const struct model_notice *notice = &find()->notice;

	CHECK_INT(notice->serial, serial);
	if (serial)
		CHECK_INT(notice->class, class);
}

/* The collector's rest comes later than the file's, and changes nothing. */
static void test_one_card(void)
{
	begin_working();
	tell(STATUS_IDLE);
	check(SESSION_WAITING, SESSION_KIND_FINISHED);
	CHECK_INT(find()->frame.worked_ms, 20000);
	CHECK_INT(find()->stops, 1);
	pass(600);
	check_card(1, TEXT_FINISHED);
	pass(700);
	hear(SESSION_WAITING, SESSION_KIND_FINISHED);
	pass(60000);
	hear(SESSION_WAITING, SESSION_KIND_ATTENTION); /* a clock in the prompt */
	pass(60000);
	check(SESSION_WAITING, SESSION_KIND_FINISHED);
	check_card(1, TEXT_FINISHED);
	CHECK_INT(find()->stops, 1);
	CHECK_INT(model_deadline(model), -1);
	tell(STATUS_BUSY);
	check(SESSION_WORKING, SESSION_KIND_NONE);
	check_card(0, TEXT_FINISHED);
	end();
}

static void test_approval(void)
{
	begin_working();
	tell(STATUS_ASKS);
	check(SESSION_WAITING, SESSION_KIND_ATTENTION);
	pass(600);
	check_card(1, TEXT_ATTENTION);
	hear(SESSION_WAITING, SESSION_KIND_FINISHED);
	pass(60000);
	check_card(1, TEXT_ATTENTION);
	/* Esc: its user is there. */
	tell(STATUS_IDLE);
	check(SESSION_WAITING, SESSION_KIND_FINISHED);
	pass(60000);
	check_card(0, TEXT_FINISHED);
	end();
}

/* It starts, and its user opens a menu: neither is a stop to be told of. */
static void test_nothing_to_tell(void)
{
	begin();
	hear(SESSION_WORKING, SESSION_KIND_NONE);
	model_place(model, ID, WINDOW, TRUE, now);
	now += 9000;
	tell(STATUS_IDLE);
	check(SESSION_WAITING, SESSION_KIND_NONE);
	tell(STATUS_DIALOG);
	pass(3000);
	hear(SESSION_WAITING, SESSION_KIND_NONE);
	pass(3000);
	tell(STATUS_IDLE);
	pass(3000);
	check_card(0, TEXT_FINISHED);
	end();
}

static void test_shell(void)
{
	begin_working();
	CHECK(!evidence_has_shell(&find()->evidence));
	tell(STATUS_SHELL);
	pass(600);
	check_card(1, TEXT_FINISHED);
	CHECK(evidence_has_shell(&find()->evidence));
	now += 5000;
	tell(STATUS_IDLE);
	pass(600);
	check_card(1, TEXT_FINISHED);
	CHECK(!evidence_has_shell(&find()->evidence));
	end();
}

static void test_switched_off(void)
{
	begin_working();
	hear(SESSION_WAITING, SESSION_KIND_FINISHED);
	check(SESSION_WORKING, SESSION_KIND_NONE);
	tell(STATUS_NOTHING);
	check(SESSION_WAITING, SESSION_KIND_FINISHED);
	CHECK_INT(find()->frame.reason, SESSION_BY_QUIET);
	pass(600);
	check_card(1, TEXT_FINISHED);
	end();
}

/* What was so before us is no news, by whichever evidence. */
static void test_there_before(void)
{
	begin();
	connect();
	hear(SESSION_WAITING, SESSION_KIND_FINISHED);
	tell_since(STATUS_ASKS, 0);
	model_snapshot_end(model);
	model_place(model, ID, WINDOW, TRUE, now);
	check(SESSION_WAITING, SESSION_KIND_ATTENTION);
	pass(3000);
	check_card(0, TEXT_ATTENTION);
	tell(STATUS_BUSY);
	tell(STATUS_ASKS);
	pass(3000);
	check_card(1, TEXT_ATTENTION);
	end();
}

/* What an earlier agent has told of is not told again, though the collector dates it later. */
static void restore(gint64 late)
{
	struct frame_session frame;
	struct model_session *s;

	now = 100000;
	frame = make(SESSION_WAITING, SESSION_KIND_FINISHED);
	frame.reason = SESSION_BY_STATUS_FILE;
	model = model_new(&RULES);
	s = model_session_new(&frame);
	s->notice.serial = 1;
	model_restore(model, s);
	connect();
	now += late;
	hear(SESSION_WAITING, SESSION_KIND_FINISHED);
	model_snapshot_end(model);
	model_place(model, ID, WINDOW, TRUE, now);
}

static void test_restart(void)
{
	restore(2200);
	tell_since(STATUS_IDLE, 100000);
	pass(3000);
	check_card(1, TEXT_FINISHED);
	CHECK_INT(find()->stops, 0);
	end();
	restore(60000);
	pass(600);
	check_card(2, TEXT_FINISHED);
	end();
}

/* Without a collector nobody knows whether it lives. */
static void test_disconnected(void)
{
	begin_working();
	model_disconnected(model, now);
	tell(STATUS_IDLE);
	check(SESSION_WORKING, SESSION_KIND_NONE);
	pass(2000);
	check(SESSION_WORKING, SESSION_KIND_NONE);
	connect();
	hear(SESSION_UNKNOWN, SESSION_KIND_NONE);
	model_snapshot_end(model);
	check(SESSION_WAITING, SESSION_KIND_FINISHED);
	pass(600);
	check_card(1, TEXT_FINISHED);
	end();
}

static void test_refuted(void)
{
	begin_working();
	tell(STATUS_IDLE);
	hear(SESSION_WAITING, SESSION_KIND_FINISHED);
	hear(SESSION_WORKING, SESSION_KIND_NONE);
	pass(PATIENCE_MS - 1);
	check(SESSION_WAITING, SESSION_KIND_FINISHED);
	check_card(1, TEXT_FINISHED);
	pass(1);
	check(SESSION_WORKING, SESSION_KIND_NONE);
	check_card(0, TEXT_FINISHED);
	hear(SESSION_WAITING, SESSION_KIND_FINISHED);
	pass(600);
	check_card(2, TEXT_FINISHED);
	/* The collector has seen nothing of this work, and no new end. */
	tell(STATUS_BUSY);
	check_card(0, TEXT_FINISHED);
	pass(EVIDENCE_OLD_MS + 600);
	check(SESSION_WAITING, SESSION_KIND_FINISHED);
	check_card(0, TEXT_FINISHED);
	CHECK_INT(model_deadline(model), -1);
	end();
}

/* An answered request that the file keeps. */
static void test_answered(void)
{
	begin_working();
	tell(STATUS_ASKS);
	hear(SESSION_WAITING, SESSION_KIND_NONE);
	model_touched(model, ID);
	hear(SESSION_WORKING, SESSION_KIND_NONE);
	pass(PATIENCE_MS);
	check(SESSION_WORKING, SESSION_KIND_NONE);
	end();
}

static void test_ended(void)
{
	begin_working();
	hear(SESSION_EXITED, SESSION_KIND_NONE);
	CHECK(model_find(model, ID) == NULL);
	tell(STATUS_ASKS);
	model_touched(model, ID);
	CHECK(model_find(model, ID) == NULL);
	end();
}

int main(void)
{
	test_one_card();
	test_approval();
	test_nothing_to_tell();
	test_shell();
	test_switched_off();
	test_there_before();
	test_restart();
	test_disconnected();
	test_refuted();
	test_answered();
	test_ended();
	return 0;
}
