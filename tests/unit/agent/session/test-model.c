/* SPDX-License-Identifier: MIT */
#include "one-session.h"

#include <signal.h>

static void test_turn(void)
{
	struct model *model = connect_working();
	enum text_class class;
	guint first;

	check_badge(model, "working");
	say_waits(model, ID, SESSION_KIND_FINISHED);
	check_badge(model, "stopped 1!");
	/* Not before it is sure that nobody looks. */
	CHECK_INT(get_notice(model, NULL), 0);
	settle(model);
	first = get_notice(model, &class);
	CHECK(first != 0);
	CHECK_INT(class, TEXT_FINISHED);
	say(model, ID, SESSION_WORKING);
	check_badge(model, "working");
	CHECK_INT(get_notice(model, NULL), 0);
	stop(model, SESSION_KIND_ATTENTION);
	check_badge(model, "stopped 2!");
	CHECK(get_notice(model, &class) > first);
	CHECK_INT(class, TEXT_ATTENTION);
	say(model, ID, SESSION_EXITED);
	check_badge(model, "");
	CHECK_INT(get_notice(model, NULL), 0);
	CHECK(model_find(model, ID) == NULL);
	model_free(model);
}

/* Claude's title rests at an approval too; that it blinks shows a moment later. */
static void test_finished_turns_out_to_ask(void)
{
	struct model *model = connect_working();
	enum text_class class;

	say_waits(model, ID, SESSION_KIND_FINISHED);
	stop(model, SESSION_KIND_ATTENTION);
	check_badge(model, "stopped 1!");
	CHECK(get_notice(model, &class) != 0);
	CHECK_INT(class, TEXT_ATTENTION);
	model_free(model);
}

/* Windows that don't answer delay a notification, and don't prevent it. */
static void test_never_settled(void)
{
	struct model *model = connect_working();

	say_waits(model, ID, SESSION_KIND_FINISHED);
	CHECK(model_deadline(model) > now && model_deadline(model) <= now + 1000);
	model_tick(model, model_deadline(model) - 1);
	CHECK_INT(get_notice(model, NULL), 0);
	model_tick(model, model_deadline(model));
	CHECK(get_notice(model, NULL) != 0);
	CHECK_INT(model_deadline(model), -1);
	model_free(model);
}

static void test_short_turn(void)
{
	struct model *model = connect_working();
	struct frame_session f = make(ID, SESSION_WAITING);

	f.kind = SESSION_KIND_FINISHED;
	f.kind_known = true;
	f.worked_ms = RULES.min_turn_ms - 1;
	model_session_heard(model, &f, now);
	settle(model);
	CHECK_INT(get_notice(model, NULL), 0);
	check_badge(model, "stopped 1!");
	/* A question is a question however soon it comes. */
	say(model, ID, SESSION_WORKING);
	f.kind = SESSION_KIND_ATTENTION;
	model_session_heard(model, &f, now);
	settle(model);
	CHECK(get_notice(model, NULL) != 0);
	model_free(model);
}

static void test_kindless(void)
{
	struct model *model = connect();

	say(model, ID, SESSION_UNKNOWN);
	model_place(model, ID, WINDOW, TRUE, now);
	check_badge(model, "");
	stop(model, SESSION_KIND_NONE);
	check_badge(model, "stopped 1");
	CHECK_INT(get_notice(model, NULL), 0);
	say(model, ID, SESSION_WORKING);
	stop(model, SESSION_KIND_NONE);
	check_badge(model, "stopped 1!");
	CHECK_INT(get_notice(model, NULL), 0);
	model_free(model);
}

static void test_looked_at(void)
{
	struct model *model = connect_working();

	model_focus(model, WINDOW, now);
	stop(model, SESSION_KIND_FINISHED);
	check_badge(model, "stopped 1");
	CHECK_INT(get_notice(model, NULL), 0);
	/* Its window has the focus and shows another pane. */
	say(model, ID, SESSION_WORKING);
	model_place(model, ID, WINDOW, FALSE, now);
	stop(model, SESSION_KIND_FINISHED);
	check_badge(model, "stopped 1!");
	CHECK(get_notice(model, NULL) != 0);
	/* The user turns to that pane. */
	model_place(model, ID, WINDOW, TRUE, now);
	CHECK_INT(get_notice(model, NULL), 0);
	model_free(model);
}

static void test_not_suppressed(void)
{
	struct model_rules rules = RULES;
	struct model *model = connect_working();

	rules.suppress_when_focused = FALSE;
	model_set_rules(model, &rules);
	model_focus(model, WINDOW, now);
	stop(model, SESSION_KIND_FINISHED);
	CHECK(get_notice(model, NULL) != 0);
	model_free(model);
}

/* Its user turns away at the very moment. */
static void test_turned_away(void)
{
	struct model *model = connect_working();

	model_focus(model, WINDOW, now);
	say_waits(model, ID, SESSION_KIND_ATTENTION);
	check_badge(model, "stopped 1");
	model_focus(model, 9, now);
	settle(model);
	CHECK(get_notice(model, NULL) != 0);
	check_badge(model, "stopped 1!");
	model_free(model);
}

/* A glance takes the notification down; only a look of a second says that it was seen. */
static void test_glance(void)
{
	struct model *model = connect_working();

	stop(model, SESSION_KIND_FINISHED);
	model_focus(model, WINDOW, now);
	CHECK_INT(get_notice(model, NULL), 0);
	check_badge(model, "stopped 1!");
	model_focus(model, 9, now + 500);
	model_tick(model, now + 5000);
	check_badge(model, "stopped 1!");
	model_focus(model, WINDOW, now + 6000);
	model_tick(model, now + 6999);
	check_badge(model, "stopped 1!");
	CHECK_INT(model_deadline(model), now + 7000);
	model_tick(model, now + 7000);
	check_badge(model, "stopped 1");
	CHECK_INT(model_deadline(model), -1);
	model_free(model);
}

static void test_dismissed(void)
{
	struct model *model = connect_working();

	stop(model, SESSION_KIND_FINISHED);
	model_badge_dismissed(model, WINDOW);
	check_badge(model, "");
	CHECK_INT(get_notice(model, NULL), 0);
	/* Nothing but a new turn brings it back. */
	say_waits(model, ID, SESSION_KIND_FINISHED);
	model_place(model, ID, WINDOW, TRUE, now);
	model_project(model, ID, "x");
	settle(model);
	check_badge(model, "");
	say(model, ID, SESSION_WORKING);
	check_badge(model, "working");
	say_waits(model, ID, SESSION_KIND_FINISHED);
	check_badge(model, "stopped 1!");
	model_free(model);
}

/* What works is not dismissed by removing its badge. */
static void test_dismissed_at_work(void)
{
	struct model *model = connect_working();

	model_badge_dismissed(model, WINDOW);
	check_badge(model, "working");
	model_free(model);
}

static void test_notice_closed(void)
{
	struct model *model = connect_working();
	guint serial;

	stop(model, SESSION_KIND_FINISHED);
	serial = get_notice(model, NULL);
	model_notice_closed(model, ID, serial + 1);
	CHECK_INT(get_notice(model, NULL), serial);
	model_notice_closed(model, ID, serial);
	settle(model);
	CHECK_INT(get_notice(model, NULL), 0);
	check_badge(model, "stopped 1!");
	model_free(model);
}

static void end(struct model *model, int code, int signal, enum session_reason reason)
{
	struct frame_session f = make(ID, SESSION_EXITED);

	f.has_exit = true;
	f.exit_code = code;
	f.exit_signal = signal;
	f.reason = reason;
	model_session_heard(model, &f, now);
	settle(model);
}

/* The stretch of work it died in counts, not the one before. */
static void test_died_at_work(void)
{
	struct model *model = connect_working();

	now += 7000; /* and a second for what was said before */
	end(model, 0, SIGKILL, SESSION_BY_EXIT);
	CHECK_INT(model_find(model, ID)->frame.worked_ms, 8000);
	model_free(model);
}

static void test_died(void)
{
	static const struct {
		int code, signal;
		enum session_reason reason;
		gboolean told;
	} CASES[] = {
		{0, 0, SESSION_BY_EXIT, FALSE},
		{1, 0, SESSION_BY_EXIT, TRUE},
		{0, SIGKILL, SESSION_BY_EXIT, TRUE},
		{0, SIGSEGV, SESSION_BY_EXIT, TRUE},
		{0, SIGHUP, SESSION_BY_EXIT, FALSE}, /* its terminal was closed */
		{0, SIGINT, SESSION_BY_EXIT, FALSE},
		{130, 0, SESSION_BY_EXIT, FALSE},
		{1, 0, SESSION_BY_HANDOVER, FALSE},
	};

	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		struct model *model = connect_working();
		enum text_class class = TEXT_FINISHED;
		g_autoptr(GPtrArray) living = NULL;

		end(model, CASES[i].code, CASES[i].signal, CASES[i].reason);
		CHECK_INT(get_notice(model, &class) != 0, CASES[i].told);
		CHECK_INT(class == TEXT_DIED, CASES[i].told);
		check_badge(model, "");
		living = model_list(model);
		CHECK_INT(living->len, 0);
		/* Forgotten with its notification. */
		CHECK_INT(model_find(model, ID) != NULL, CASES[i].told);
		model_focus(model, WINDOW, now);
		CHECK(model_find(model, ID) == NULL);
		model_free(model);
	}
}

/* fg after Ctrl-Z is no end of a turn. */
static void test_job_control(void)
{
	struct model *model = connect_working();

	say(model, ID, SESSION_STOPPED);
	check_badge(model, "");
	stop(model, SESSION_KIND_FINISHED);
	CHECK_INT(get_notice(model, NULL), 0);
	model_free(model);
}

static void test_switched_off(void)
{
	struct model_rules rules = RULES;
	struct model *model = connect_working();

	rules.shown[TEXT_FINISHED] = FALSE;
	model_set_rules(model, &rules);
	stop(model, SESSION_KIND_FINISHED);
	CHECK_INT(get_notice(model, NULL), 0);
	check_badge(model, "stopped 1!");
	say(model, ID, SESSION_WORKING);
	stop(model, SESSION_KIND_ATTENTION);
	CHECK(get_notice(model, NULL) != 0);
	model_free(model);
}

/* Several sessions in one window: attention over work over finished. */
static void test_shared_window(void)
{
	struct model *model = connect_working();

	say(model, "8-1", SESSION_WORKING);
	model_place(model, "8-1", WINDOW, TRUE, now);
	check_badge(model, "working");
	say_waits(model, ID, SESSION_KIND_FINISHED);
	check_badge(model, "working");
	say_waits(model, ID, SESSION_KIND_ATTENTION);
	check_badge(model, "stopped 1!");
	say(model, ID, SESSION_EXITED);
	check_badge(model, "working");
	model_free(model);
}

/* The badge says at once that it waits; the card waits for what it is for. */
static void test_kind_before_card(void)
{
	static const struct {
		enum session_kind kind;
		enum text_class class;
	} cases[] = {
		{SESSION_KIND_FINISHED, TEXT_FINISHED},
		{SESSION_KIND_ATTENTION, TEXT_ATTENTION},
		{SESSION_KIND_NONE, TEXT_WAITING},
		{SESSION_KIND_INPUT, TEXT_WAITING},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct model *model = connect_working();
		enum text_class class;
		guint serial;

		stop(model, SESSION_KIND_NONE);
		check_badge(model, "stopped 1!");
		CHECK_INT(get_notice(model, NULL), 0);
		say_kind(model, cases[i].kind);
		serial = get_notice(model, &class);
		CHECK(serial != 0);
		CHECK_INT(class, cases[i].class);
		CHECK(model_find(model, ID)->turn);
		check_badge(model, "stopped 1!");
		/* Heard again, it is the same stop. */
		say_kind(model, cases[i].kind);
		CHECK_INT(get_notice(model, NULL), serial);
		model_free(model);
	}
}

/* A dialog that no work could be seen before is told; its answer takes the card away. */
static void test_dialog_without_work(void)
{
	struct model *model = connect_working();
	enum text_class class;
	guint first;

	stop(model, SESSION_KIND_FINISHED);
	now += 2000;
	say_kind(model, SESSION_KIND_ATTENTION);
	first = get_notice(model, &class);
	CHECK_INT(class, TEXT_ATTENTION);
	CHECK(!model_find(model, ID)->turn);
	now += 2000;
	say_kind(model, SESSION_KIND_NONE);
	CHECK_INT(get_notice(model, NULL), 0);
	say_kind(model, SESSION_KIND_ATTENTION);
	CHECK(get_notice(model, &class) > first);
	CHECK_INT(class, TEXT_ATTENTION);
	model_free(model);
}

/* Its user is asked for the window once more, for as long as it waits. */
static void test_asks_for_the_window(void)
{
	struct model *model = connect_working();
	guint first, second;

	CHECK(!model_choose(model, ID, now)); /* it works */
	CHECK(!model_choose(model, "8-1", now));
	stop(model, SESSION_KIND_ATTENTION);
	first = get_notice(model, NULL);
	CHECK(model_choose(model, ID, now));
	second = get_notice(model, NULL);
	CHECK(second > first);
	CHECK(model_find(model, ID)->notice.choosing);
	CHECK_INT(model_find(model, ID)->notice.class, TEXT_ATTENTION);
	say(model, ID, SESSION_WORKING);
	CHECK_INT(get_notice(model, NULL), 0);
	model_free(model);
}

static void test_visited(void)
{
	struct model *model = connect_working();

	say_waits(model, ID, SESSION_KIND_ATTENTION);
	CHECK_INT(model_find(model, ID)->visited, 0);
	model_visited(model, ID);
	model_visited(model, "8-1");
	CHECK(model_find(model, ID)->visited > 0);
	say(model, ID, SESSION_WORKING);
	say_waits(model, ID, SESSION_KIND_ATTENTION);
	CHECK_INT(model_find(model, ID)->visited, 0);
	model_free(model);
}

int main(void)
{
	test_asks_for_the_window();
	test_visited();
	test_kind_before_card();
	test_dialog_without_work();
	test_turn();
	test_finished_turns_out_to_ask();
	test_never_settled();
	test_short_turn();
	test_kindless();
	test_looked_at();
	test_not_suppressed();
	test_turned_away();
	test_glance();
	test_dismissed();
	test_dismissed_at_work();
	test_notice_closed();
	test_died_at_work();
	test_died();
	test_job_control();
	test_switched_off();
	test_shared_window();
	return 0;
}
