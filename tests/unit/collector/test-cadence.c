/* SPDX-License-Identifier: MIT */
#include "collector/cadence.h"
#include "collector/detect-tuning.h"
#include "collector/dialect.h"
#include "tests/check.h"

#define START (1000000 * MS)

/* FRAMES at equal gaps of GAP ms, the first FIRST ms after a key; the key at START. */
static struct terminal painted(unsigned frames, unsigned gap, unsigned first)
{
	struct terminal t = {.mode = TERMINAL_RAW};

	terminal_input(&t, START);
	for (unsigned i = 0; i < frames; i++)
		terminal_output(&t, START + (first + i * gap) * MS, 10, 1);
	return t;
}

static bool is_work(const struct terminal *t, enum cadence_cause cause)
{
	return cadence_is_work(t, cause, START, t->frame_ns + 10 * MS);
}

static void test_more_is_wanted_of_what_no_key_brought(void)
{
	struct terminal t = painted(7, 101, 200);

	CHECK(is_work(&t, CADENCE_PROMPTED));
	CHECK(!is_work(&t, CADENCE_UNPROMPTED));
	t = painted(8, 101, 200);
	CHECK(is_work(&t, CADENCE_UNPROMPTED));
	CHECK(!is_work(&t, CADENCE_IDLE));
	t = painted(21, 101, 200);
	CHECK(is_work(&t, CADENCE_IDLE));
}

/* A dialog, a menu or a new screen: many frames, all soon after the key. */
static void test_what_a_key_brought_is_not_work_yet(void)
{
	struct terminal t = painted(10, 54, 200);

	CHECK(t.frame_ns < START + PROMPTED_AFTER_NS);
	CHECK(!is_work(&t, CADENCE_PROMPTED));
	t = painted(11, 54, 200);
	CHECK(is_work(&t, CADENCE_PROMPTED));
	/* It slackens: the last gap is longer than the others. */
	terminal_output(&t, t.frame_ns + 300 * MS, 10, 1);
	CHECK(!is_work(&t, CADENCE_PROMPTED));
}

/* A turn of 0.2 s, and a dialog painted late (Claude Code 2.1.332 on a busy machine). */
static void test_what_a_key_brought_with_a_pause_is_not_work_yet(void)
{
	static const unsigned at[] = {190, 232, 284, 744, 797};
	struct terminal t = {.mode = TERMINAL_RAW};

	terminal_input(&t, START);
	for (unsigned i = 0; i < 5; i++)
		terminal_output(&t, START + at[i] * MS, 10, 1);
	CHECK(!is_work(&t, CADENCE_PROMPTED));
	for (unsigned ms = 900; ms <= 1300; ms += 100)
		terminal_output(&t, START + ms * MS, 10, 1);
	CHECK(is_work(&t, CADENCE_PROMPTED));
}

static void test_a_steady_beat_is_a_clock(void)
{
	struct terminal t = painted(20, 250, 300);

	t.input_ns = 0;
	CHECK(t.beats >= CLOCK_BEATS);
	CHECK(!is_work(&t, CADENCE_UNPROMPTED));
	terminal_output(&t, t.frame_ns + 120 * MS, 10, 1);
	CHECK(is_work(&t, CADENCE_UNPROMPTED));
}

static void test_work_is_now(void)
{
	struct terminal t = painted(20, 101, 200);

	CHECK(cadence_is_work(&t, CADENCE_PROMPTED, START, t.frame_ns + TERMINAL_RUN_NS));
	CHECK(!cadence_is_work(&t, CADENCE_PROMPTED, START, t.frame_ns + TERMINAL_RUN_NS + 1));
	/* Back in front just now: what it painted behind is no evidence. */
	CHECK(!cadence_is_work(&t, CADENCE_PROMPTED, t.frame_ns - 100 * MS, t.frame_ns + MS));
}

/* grok-cli: each 0.5 s, beside a counter each second. */
static void test_uneven_begin_after_a_key(void)
{
	static const unsigned at[] = {510, 900, 1030, 1520};
	struct terminal t = {.mode = TERMINAL_RAW};

	terminal_input(&t, START);
	for (unsigned i = 0; i < 2; i++)
		terminal_output(&t, START + at[i] * MS, 10, 1);
	CHECK(!is_work(&t, CADENCE_PROMPTED));
	terminal_output(&t, START + at[2] * MS, 10, 1);
	CHECK(is_work(&t, CADENCE_PROMPTED));
	CHECK(!is_work(&t, CADENCE_UNPROMPTED));
	terminal_output(&t, START + at[3] * MS, 10, 1);
	CHECK(is_work(&t, CADENCE_PROMPTED));
}

/* The only frame since the key. */
static void test_first_turn(void)
{
	static const struct {
		unsigned ms;
		bool turn;
	} at[] = {{400, false}, {479, false}, {480, true}, {506, true}, {620, true}, {621, false}};

	for (unsigned i = 0; i < sizeof(at) / sizeof(at[0]); i++) {
		struct terminal t = painted(0, 0, 0);

		t.spin_ns = 500 * MS;
		t.dialect = DIALECT_GROK;
		t.frames = 1;
		t.frame_ns = START - 60000 * MS;
		terminal_output(&t, START + at[i].ms * MS, 10, 1);
		CHECK_INT(is_work(&t, CADENCE_PROMPTED), at[i].turn);
		CHECK(!is_work(&t, CADENCE_UNPROMPTED));
		/* It may be the beat of a dialog. */
		t.prior_ns = t.frame_ns - 2000 * MS;
		CHECK(!is_work(&t, CADENCE_PROMPTED));
		t.prior_ns = t.frame_ns - 1500 * MS;
		CHECK_INT(is_work(&t, CADENCE_PROMPTED), at[i].turn);
		/* Another agent of that name speaks for itself. */
		t.says = TERMINAL_SAYS_REST;
		CHECK(!is_work(&t, CADENCE_PROMPTED));
	}
}

static void test_slow(void)
{
	struct terminal t = painted(12, 480, 300);

	CHECK(cadence_is_slow(&t));
	t = painted(12, 200, 300);
	CHECK(!cadence_is_slow(&t));
	/* The first beat of a blink makes fast work not slow. */
	terminal_output(&t, t.frame_ns + 600 * MS, 10, 1);
	CHECK(!cadence_is_slow(&t));
}

static void test_quiet_follows_the_pace(void)
{
	struct terminal t = painted(40, 101, 200);
	uint64_t steady_ns = cadence_quiet_at_work(&t, 1000 * MS);

	CHECK(steady_ns < 1000 * MS && steady_ns >= 600 * MS);
	t.pace_ns = 460 * MS;
	CHECK(cadence_quiet_at_work(&t, 1000 * MS) > 1000 * MS);
	CHECK(cadence_quiet_at_work(&t, 1000 * MS) <= 1250 * MS);
	CHECK(cadence_quiet_at_work(&t, 3000 * MS) >= 1800 * MS);
	/* Nothing painted yet: agents paint within 0.7 s, a slow start takes longer. */
	t = (struct terminal){.mode = TERMINAL_RAW};
	CHECK_INT(cadence_quiet_at_work(&t, 1000 * MS), UNPAINTED_NS);
	CHECK_INT(cadence_quiet_elsewhere(&t, 1000 * MS), 2000 * MS);
	t.mode = TERMINAL_MODE_UNKNOWN;
	CHECK_INT(cadence_quiet_elsewhere(&t, 1000 * MS), UNSEEN_NS);
}

static void test_slackens(void)
{
	struct terminal t = painted(12, 480, 300);
	uint64_t look_ns = UINT64_MAX;

	terminal_output(&t, t.frame_ns + 700 * MS, 10, 1);
	CHECK(!cadence_slackens(&t, 1000 * MS, t.frame_ns + 600 * MS, &look_ns));
	CHECK(look_ns > t.frame_ns + 600 * MS && look_ns < t.frame_ns + 800 * MS);
	CHECK(cadence_slackens(&t, 1000 * MS, look_ns, &look_ns));
	/* Its gaps are all the same. */
	t = painted(12, 480, 300);
	look_ns = UINT64_MAX;
	CHECK(!cadence_slackens(&t, 1000 * MS, t.frame_ns + 5000 * MS, &look_ns));
	CHECK(look_ns == UINT64_MAX);
}

int main(void)
{
	test_more_is_wanted_of_what_no_key_brought();
	test_what_a_key_brought_is_not_work_yet();
	test_what_a_key_brought_with_a_pause_is_not_work_yet();
	test_a_steady_beat_is_a_clock();
	test_work_is_now();
	test_uneven_begin_after_a_key();
	test_first_turn();
	test_slow();
	test_quiet_follows_the_pace();
	test_slackens();
	return 0;
}
