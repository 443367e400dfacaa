/* SPDX-License-Identifier: MIT */
#include "one-session.h"

#include <signal.h>

/* Why there is a card, or none. */

static enum model_card card(const struct model *model)
{
	return model_find(model, ID)->card;
}

static void test_shown(void)
{
	struct model *model = connect_working();

	CHECK_INT(card(model), MODEL_CARD_NONE);
	say_waits(model, ID, SESSION_KIND_NONE);
	CHECK_INT(card(model), MODEL_CARD_UNTOLD);
	say_waits(model, ID, SESSION_KIND_FINISHED);
	CHECK_INT(card(model), MODEL_CARD_DUE);
	settle(model);
	CHECK_INT(card(model), MODEL_CARD_SHOWN);
	say(model, ID, SESSION_WORKING);
	CHECK_INT(card(model), MODEL_CARD_NONE);
	model_free(model);
}

/* One that says over and over that it asks, and that it does not: told is the first, which looks like any
 * other, and what it comes to rest in. */
static void test_restless(void)
{
	struct model *model = connect_working();
	guint first;

	say_kind(model, SESSION_KIND_ATTENTION);
	first = get_notice(model, NULL);
	CHECK(first != 0);
	for (int i = 0; i < 20; i++) {
		now += 70;
		say_kind(model, SESSION_KIND_NONE);
		now += 250;
		say_kind(model, SESSION_KIND_ATTENTION);
		CHECK_INT(get_notice(model, NULL), 0);
	}
	CHECK(model_deadline(model) > now && model_deadline(model) <= now + 1000);
	now = model_deadline(model);
	model_tick(model, now);
	CHECK_INT(get_notice(model, NULL), first + 1);
	/* It has asked for long: all is as ever. */
	say(model, ID, SESSION_WORKING);
	now += 2000;
	say_kind(model, SESSION_KIND_ATTENTION);
	CHECK_INT(get_notice(model, NULL), first + 2);
	model_free(model);
}

/* What was taken for an end was a request, and then it dies: each is told at once. */
static void test_corrected(void)
{
	struct model *model = connect_working();
	struct frame_session died;
	guint first;

	say_kind(model, SESSION_KIND_FINISHED);
	first = get_notice(model, NULL);
	CHECK(first != 0);
	now += 300;
	say_kind(model, SESSION_KIND_ATTENTION);
	CHECK_INT(get_notice(model, NULL), first + 1);
	now += 300;
	died = make(ID, SESSION_EXITED);
	died.has_exit = true;
	died.exit_signal = SIGSEGV;
	model_session_heard(model, &died, now);
	settle(model);
	CHECK_INT(get_notice(model, NULL), first + 2);
	model_free(model);
}

/* One that was shown, of which nobody takes notice. */
static struct model *make_shown(void)
{
	struct model *model = connect_working();

	stop(model, SESSION_KIND_FINISHED);
	return model;
}

static void test_taken_off(void)
{
	struct model *seen = make_shown(), *said = make_shown(), *closed = make_shown();

	model_focus(seen, WINDOW, now);
	CHECK_INT(card(seen), MODEL_CARD_SEEN);
	model_mark_seen(said, ID);
	CHECK_INT(card(said), MODEL_CARD_DISMISSED);
	model_notice_closed(closed, ID, get_notice(closed, NULL));
	CHECK_INT(card(closed), MODEL_CARD_CLOSED);
	/* What looks then sees no card. */
	model_focus(closed, WINDOW, now);
	CHECK_INT(card(closed), MODEL_CARD_CLOSED);
	model_free(seen);
	model_free(said);
	model_free(closed);
}

static void test_looked(void)
{
	struct model *model = connect_working();

	model_focus(model, WINDOW, now);
	stop(model, SESSION_KIND_FINISHED);
	CHECK_INT(card(model), MODEL_CARD_LOOKED);
	model_free(model);
}

static void test_settings(void)
{
	struct model *model = connect_working();
	struct model_rules rules = RULES;

	rules.min_turn_ms = LONG + 1;
	model_set_rules(model, &rules);
	say_waits(model, ID, SESSION_KIND_FINISHED);
	CHECK_INT(card(model), MODEL_CARD_SHORT);
	say_waits(model, ID, SESSION_KIND_ATTENTION);
	CHECK_INT(card(model), MODEL_CARD_DUE);
	rules.shown[TEXT_ATTENTION] = FALSE;
	model_set_rules(model, &rules);
	say(model, ID, SESSION_WORKING);
	say_waits(model, ID, SESSION_KIND_ATTENTION);
	CHECK_INT(card(model), MODEL_CARD_OFF);
	model_free(model);
}

static void test_no_turn(void)
{
	struct model *model = connect_working(), *found = model_new(&RULES);

	say(model, ID, SESSION_STOPPED);
	say_waits(model, ID, SESSION_KIND_NONE);
	CHECK_INT(card(model), MODEL_CARD_NO_TURN);
	model_snapshot_begin(found);
	say_waits(found, ID, SESSION_KIND_ATTENTION);
	model_snapshot_end(found);
	CHECK_INT(card(found), MODEL_CARD_OLD);
	model_free(model);
	model_free(found);
}

int main(void)
{
	test_shown();
	test_restless();
	test_corrected();
	test_taken_off();
	test_looked();
	test_settings();
	test_no_turn();
	return 0;
}
