/* SPDX-License-Identifier: MIT */
#include "agent/history/ledger.h"
#include "tests/unit/agent/session/one-session.h"

/* The wall clock of the frames is a second ahead of the model's. */
static GPtrArray *take(struct ledger *ledger, struct model *model)
{
	g_autoptr(GPtrArray) sessions = model_list(model);

	return ledger_take(ledger, sessions, 1000 + now);
}

/* WANT: phase, turn, asked, length; "" for none. */
static void check_take(struct ledger *ledger, struct model *model, const char *want)
{
	static const char *const PHASES[] = {"none", "working", "waiting"};
	g_autoptr(GPtrArray) stints = take(ledger, model);
	GString *got = g_string_new(NULL);

	for (guint i = 0; i < stints->len; i++) {
		const struct stint *stint = g_ptr_array_index(stints, i);

		g_string_append_printf(got, "%s%s%s%s %" G_GINT64_FORMAT, i ? ", " : "",
			PHASES[stint->phase], stint->turn ? " turn" : "",
			stint->asked ? " asked" : "", stint->length_ms);
		CHECK_STR(stint->session, ID);
		CHECK_STR(stint->agent, "Claude Code");
	}
	CHECK_STR(got->str, want);
	g_string_free(got, TRUE);
}

static struct ledger *begin(struct model **model)
{
	struct ledger *ledger = ledger_new();

	*model = connect_working();
	check_take(ledger, *model, "");
	return ledger;
}

static void end(struct ledger *ledger, struct model *model)
{
	ledger_free(ledger);
	model_free(model);
}

static void test_turn_answered_unseen(void)
{
	struct model *model;
	struct ledger *ledger = begin(&model);

	now += 9000;
	say_waits(model, ID, SESSION_KIND_FINISHED);
	check_take(ledger, model, "working 10000");
	now += 4000;
	check_take(ledger, model, "");
	say(model, ID, SESSION_WORKING);
	check_take(ledger, model, "waiting turn 5000");
	end(ledger, model);
}

/* Who has looked is waited for no longer. */
static void test_turn_looked_at(void)
{
	struct model *model;
	struct ledger *ledger = begin(&model);

	stop(model, SESSION_KIND_FINISHED);
	check_take(ledger, model, "working 1000");
	now += 2000;
	model_focus(model, WINDOW, now);
	now += 1000;
	model_tick(model, now);
	check_take(ledger, model, "waiting turn 4000");
	now += 60000;
	say(model, ID, SESSION_WORKING);
	check_take(ledger, model, "");
	end(ledger, model);
}

static void test_turn_watched(void)
{
	struct model *model;
	struct ledger *ledger = begin(&model);

	model_focus(model, WINDOW, now);
	stop(model, SESSION_KIND_FINISHED);
	check_take(ledger, model, "working 1000, waiting turn 1000");
	end(ledger, model);
}

/* A question waits until it is answered, also where it was known as one later. */
static void test_question(void)
{
	struct model *model;
	struct ledger *ledger = begin(&model);

	say_waits(model, ID, SESSION_KIND_NONE);
	check_take(ledger, model, "working 1000");
	model_focus(model, WINDOW, now);
	say_kind(model, SESSION_KIND_ATTENTION);
	now += 5000;
	model_tick(model, now);
	check_take(ledger, model, "");
	say(model, ID, SESSION_WORKING);
	check_take(ledger, model, "waiting turn asked 6000");
	end(ledger, model);
}

/* It was called finished, and somebody looked, before it was known to ask. */
static void test_late_question(void)
{
	struct model *model;
	struct ledger *ledger = begin(&model);

	model_focus(model, WINDOW, now);
	stop(model, SESSION_KIND_FINISHED);
	check_take(ledger, model, "working 1000, waiting turn 1000");
	now += 1000;
	say_kind(model, SESSION_KIND_ATTENTION);
	check_take(ledger, model, "");
	now += 2000;
	say(model, ID, SESSION_WORKING);
	check_take(ledger, model, "waiting asked 2000");
	end(ledger, model);
}

/* A prompt that nobody was kept waiting by, and one that is gone. */
static void test_prompt(void)
{
	struct ledger *ledger = ledger_new();
	struct model *model = connect();

	say_waits(model, ID, SESSION_KIND_FINISHED);
	check_take(ledger, model, "");
	say(model, ID, SESSION_WORKING);
	check_take(ledger, model, "");
	now += 1000;
	say(model, ID, SESSION_EXITED);
	check_take(ledger, model, "working 3000");
	check_take(ledger, model, "");
	end(ledger, model);
}

int main(void)
{
	test_turn_answered_unseen();
	test_turn_looked_at();
	test_turn_watched();
	test_question();
	test_late_question();
	test_prompt();
	return 0;
}
