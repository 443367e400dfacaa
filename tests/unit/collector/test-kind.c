/* SPDX-License-Identifier: MIT */
#include "collector/kind.h"

#include "bpf/osc.h"
#include "collector/detect-tuning.h"
#include "tests/check.h"

#define START (1000000 * MS)
#define NEVER UINT64_MAX

static const struct said nothing;

/* A stop of a turn whose last frame was at START; no key for long. */
static struct terminal stopped(void)
{
	struct terminal t = {.mode = TERMINAL_RAW, .input_ns = START - 60000 * MS};

	for (unsigned i = 0; i < 20; i++)
		terminal_output(&t, START - (19 - i) * 100 * MS, 10, 1);
	return t;
}

static struct kind opened(void)
{
	struct kind k = {};

	kind_open(&k, true, START + 900 * MS);
	return k;
}

static uint64_t find(struct kind *k, const struct terminal *t, struct said said, uint64_t now_ns)
{
	struct beat b = {.calm = true};

	return kind_find(k, &b, t, said, true, now_ns);
}

static void expect(const struct kind *k, enum session_kind kind, enum session_reason reason)
{
	CHECK(k->known && !k->open);
	CHECK_STR(session_kind_name(k->kind), session_kind_name(kind));
	CHECK_STR(session_reason_name(k->reason), session_reason_name(reason));
}

static void test_declared(void)
{
	struct terminal t = stopped();
	struct kind k = opened();

	CHECK(find(&k, &t, (struct said){TERMINAL_SAYS_DONE, SESSION_BY_DECLARED}, START) == NEVER);
	expect(&k, SESSION_KIND_FINISHED, SESSION_BY_DECLARED);
	k = opened();
	find(&k, &t, (struct said){TERMINAL_SAYS_BLOCKED, SESSION_BY_TITLE}, START);
	expect(&k, SESSION_KIND_ATTENTION, SESSION_BY_TITLE);
	/* A request is one without a turn, too; an end is not. */
	kind_open(&k, false, START);
	find(&k, &t, (struct said){TERMINAL_SAYS_DONE, SESSION_BY_DECLARED}, START);
	CHECK(!k.known && k.kind == SESSION_KIND_NONE);
	find(&k, &t, (struct said){TERMINAL_SAYS_BLOCKED, SESSION_BY_DECLARED}, START);
	expect(&k, SESSION_KIND_ATTENTION, SESSION_BY_DECLARED);
}

/* Silence has excluded a blink; but what it is for is not known: "finished" is never made up. */
static void test_silence_tells_nothing(void)
{
	struct terminal t = stopped();
	struct kind k = opened();

	CHECK_INT(find(&k, &t, nothing, START + 900 * MS), START + KIND_NS);
	CHECK(!k.known && k.open);
	find(&k, &t, nothing, START + KIND_NS);
	expect(&k, SESSION_KIND_NONE, SESSION_BY_QUIET);
}

/* A busy machine paints a dialog late. */
static void test_a_rest_that_was_told_late_may_be_a_dialog(void)
{
	struct terminal t = stopped();
	uint64_t rest_ns = START + 1400 * MS;
	struct kind k = {};

	kind_open(&k, true, rest_ns);
	CHECK_INT(find(&k, &t, nothing, rest_ns), rest_ns + KIND_LEAST_NS);
	CHECK(!k.known && k.open);
	find(&k, &t, nothing, rest_ns + KIND_LEAST_NS);
	expect(&k, SESSION_KIND_NONE, SESSION_BY_QUIET);
}

static void test_frames_put_it_off_no_longer_than_so(void)
{
	struct terminal t = stopped();
	struct kind k = opened();
	uint64_t most_ns = k.opened_ns + KIND_MOST_NS;

	for (uint64_t at_ns = START + 1000 * MS; at_ns < most_ns; at_ns += 300 * MS) {
		t.frame_ns = at_ns;
		CHECK(find(&k, &t, nothing, at_ns) <= most_ns);
		CHECK(!k.known);
	}
	find(&k, &t, nothing, most_ns);
	expect(&k, SESSION_KIND_NONE, SESSION_BY_QUIET);
}

static void test_cursor_at_a_stop(void)
{
	struct terminal t = stopped();
	struct kind k = opened();

	t.cursor = TERMINAL_CURSOR_SHOWN;
	t.cursor_ns = START;
	find(&k, &t, nothing, START + 900 * MS);
	CHECK(!k.known); /* it was never seen to tell anything */
	k.shows = true;
	find(&k, &t, nothing, START + 900 * MS);
	expect(&k, SESSION_KIND_FINISHED, SESSION_BY_CURSOR);
	/* Shown just now: maybe within a frame. */
	k = opened();
	k.shows = true;
	t.cursor_ns = START + 890 * MS;
	CHECK_INT(find(&k, &t, nothing, START + 900 * MS), t.cursor_ns + CURSOR_HOLD_NS);
	CHECK(!k.known);
	/* Its terminal was not raw for all of the turn: another program may have shown it. */
	k = opened();
	k.shows = true;
	t.cursor_ns = START;
	kind_find(&k, &(struct beat){.calm = true}, &t, nothing, false, START + 900 * MS);
	CHECK(!k.known);
}

/* Where it has stopped, what hides the cursor is painted: there is nothing to wait for. */
static void test_hidden_cursor_at_a_stop(void)
{
	struct terminal t = stopped();
	struct kind k = opened();

	t.cursor = TERMINAL_CURSOR_HIDDEN;
	t.cursor_ns = START;
	t.input_ns = START - 300 * MS;
	find(&k, &t, nothing, START + 1);
	CHECK(!k.known);
	k.shows = true;
	find(&k, &t, nothing, START + 1);
	expect(&k, SESSION_KIND_ATTENTION, SESSION_BY_CURSOR);
	k = opened();
	k.shows = true;
	t.cursor_echo = true;
	find(&k, &t, nothing, START + 1);
	CHECK(!k.known);
}

static void test_learn_cursor(void)
{
	struct terminal t = stopped();
	struct kind k = {};

	t.cursor = TERMINAL_CURSOR_SHOWN;
	t.cursor_ns = START;
	kind_learn_cursor(&k, &t, false, START + 5000 * MS);
	CHECK(!k.shows);
	kind_learn_cursor(&k, &t, true, START + CURSOR_HOLD_NS - 1);
	CHECK(!k.shows);
	kind_learn_cursor(&k, &t, true, START + CURSOR_HOLD_NS);
	CHECK(k.shows);
	k.shows = false;
	t.input_ns = START + 1;
	kind_learn_cursor(&k, &t, false, START + 2);
	CHECK(k.shows);
	k.shows = false;
	t.cursor = TERMINAL_CURSOR_HIDDEN;
	kind_learn_cursor(&k, &t, true, START + 5000 * MS);
	CHECK(!k.shows);
}

static void test_who_tells_itself_needs_no_cursor(void)
{
	struct terminal t = stopped();
	struct kind k = {.shows = true};
	struct said works = {TERMINAL_SAYS_WORK, SESSION_BY_DECLARED};

	t.source = OSC_STATE;
	CHECK(!kind_by_cursor(&k, &t, works));
	CHECK(kind_by_cursor(&k, &t, nothing));
	t.source = OSC_TITLE;
	CHECK(kind_by_cursor(&k, &t, works));
}

static bool is_hidden(const struct kind *k, const struct terminal *t, uint64_t after_ns)
{
	uint64_t look_ns = NEVER;
	bool hidden = kind_cursor_is(k, t, true, t->cursor_ns + after_ns, &look_ns);

	CHECK(hidden || t->cursor_echo || look_ns > t->cursor_ns + after_ns);
	return hidden;
}

static void test_how_long_hidden(void)
{
	struct terminal t = stopped();
	struct kind k = {};

	t.cursor = TERMINAL_CURSOR_HIDDEN;
	t.cursor_ns = START;
	CHECK(!is_hidden(&k, &t, CURSOR_HOLD_NS - 1) && is_hidden(&k, &t, CURSOR_HOLD_NS));
	/* A screen that a key has changed is painted for longer. */
	t.input_ns = START - CURSOR_KEY_NS + 1;
	CHECK(!is_hidden(&k, &t, CURSOR_KEYED_NS - 1) && is_hidden(&k, &t, CURSOR_KEYED_NS));
	/* A menu, a lost focus. */
	t.cursor_echo = true;
	CHECK(!is_hidden(&k, &t, 60000 * MS));
}

/* A request that nobody answered was none. */
static void test_cursor_that_lies(void)
{
	struct terminal t = stopped();
	struct kind k = {.shows = true};

	kind_ask(&k, SESSION_BY_CURSOR, START);
	t.cursor_ns = START + 500 * MS;
	kind_learn_answer(&k, &t, true);
	CHECK(k.hold_ns == 0 && k.lies == 0);
	kind_learn_answer(&k, &t, false);
	CHECK(k.hold_ns > 500 * MS && k.lies == 0);
	t.cursor_ns = START + CURSOR_BRIEF_NS;
	for (unsigned i = 0; i < CURSOR_LIES; i++) {
		CHECK(kind_by_cursor(&k, &t, nothing));
		kind_learn_answer(&k, &t, false);
	}
	CHECK(!kind_by_cursor(&k, &t, nothing));
}

static void test_is_told(void)
{
	struct terminal t = stopped();
	struct kind k = {.shows = true};

	CHECK(!kind_is_told(&k, &t, nothing));
	CHECK(!kind_is_told(&k, &t, (struct said){TERMINAL_SAYS_REST, SESSION_BY_TITLE}));
	CHECK(kind_is_told(&k, &t, (struct said){TERMINAL_SAYS_DONE, SESSION_BY_TITLE}));
	t.cursor = TERMINAL_CURSOR_SHOWN;
	CHECK(kind_is_told(&k, &t, nothing));
}

/* What was taken for a blink is looked at once more. */
static void test_check_blink(void)
{
	struct terminal t = stopped();
	struct kind k = opened();
	struct beat b = {.calm = true};

	kind_ask(&k, SESSION_BY_BLINKING, START + 600 * MS);
	CHECK_INT(
		kind_check_blink(&k, &b, &t, START + 700 * MS), START + 600 * MS + BLINK_CHECK_NS);
	CHECK(kind_check_blink(&k, &b, &t, k.check_ns) == NEVER);
	CHECK(b.doubted && !b.blink_ns);
	CHECK(kind_check_blink(&k, &b, &t, START + 9000 * MS) == NEVER);

	b = (struct beat){.calm = true};
	kind_ask(&k, SESSION_BY_BLINKING, START + 600 * MS);
	t.input_ns = START + 800 * MS; /* it was answered */
	kind_check_blink(&k, &b, &t, k.check_ns);
	CHECK(!b.doubted);

	t = stopped();
	kind_ask(&k, SESSION_BY_BLINKING, START + 600 * MS);
	for (unsigned i = 1; i <= 5; i++)
		terminal_output(&t, START + i * 600 * MS, 10, 1);
	kind_check_blink(&k, &b, &t, k.check_ns);
	CHECK(!b.doubted && b.blink_ns == 600 * MS);
	/* Other requests go away by themselves. */
	kind_ask(&k, SESSION_BY_CURSOR, START);
	CHECK(k.check_ns == 0);
}

int main(void)
{
	test_declared();
	test_silence_tells_nothing();
	test_a_rest_that_was_told_late_may_be_a_dialog();
	test_frames_put_it_off_no_longer_than_so();
	test_cursor_at_a_stop();
	test_hidden_cursor_at_a_stop();
	test_learn_cursor();
	test_who_tells_itself_needs_no_cursor();
	test_how_long_hidden();
	test_cursor_that_lies();
	test_is_told();
	test_check_blink();
	return 0;
}
