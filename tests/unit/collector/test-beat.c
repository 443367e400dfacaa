/* SPDX-License-Identifier: MIT */
#include "collector/beat.h"

#include "bpf/titles.h"
#include "collector/detect-tuning.h"
#include "tests/check.h"

#define START (1000000 * MS)

static struct terminal t;

static void begin(void)
{
	t = (struct terminal){.mode = TERMINAL_RAW};
	terminal_output(&t, START, 10, 1);
}

static void paint_after(unsigned ms)
{
	terminal_output(&t, t.paint_ns + ms * MS, 10, 1);
}

static void paint(unsigned frames, unsigned ms)
{
	while (frames-- > 0)
		paint_after(ms);
}

static bool is_blink(const struct beat *b, uint64_t stop_ns)
{
	return beat_is_blink(b, &t, stop_ns, t.frame_ns + 10 * MS);
}

static void test_period(void)
{
	begin();
	paint(3, 600);
	CHECK_INT(beat_period(&t, 2, t.frame_ns), 600 * MS);
	CHECK_INT(beat_period(&t, 4, t.frame_ns), 0);
	CHECK_INT(beat_period(&t, 2, t.frame_ns + TERMINAL_BEAT_NS), 0);
	paint_after(1200);
	CHECK_INT(beat_period(&t, 2, t.frame_ns), 0);
}

static void test_round_and_alike(void)
{
	CHECK(beat_is_round(1000 * MS) && beat_is_round(500 * MS) && beat_is_round(250 * MS));
	CHECK(beat_is_round(1010 * MS) && !beat_is_round(600 * MS) && !beat_is_round(750 * MS));
	CHECK(beat_is_like(600 * MS, 650 * MS) && !beat_is_like(600 * MS, 700 * MS));
	CHECK(beat_is_like(250 * MS, 290 * MS) && !beat_is_like(250 * MS, 300 * MS));
}

/* The first frame alone after a pause longer than any at work, or two equal gaps. */
static void test_blink(void)
{
	struct beat b = {.calm = true};

	begin();
	paint(20, 100);
	CHECK(!is_blink(&b, 0));
	paint_after(600);
	CHECK(is_blink(&b, 0));
	CHECK(!beat_is_blink(&b, &t, 0, t.frame_ns + LONE_NS));
	paint_after(600);
	CHECK(is_blink(&b, 0));
	/* Nothing is known of its prompt: that may blink, too. */
	b.calm = false;
	CHECK(!is_blink(&b, 0));
}

static void test_lone_frame_within_the_pace_is_none(void)
{
	struct beat b = {.calm = true};

	begin();
	paint(20, 100);
	paint_after(700);
	paint(20, 100);
	CHECK(t.pace_ns > 600 * MS);
	paint_after(700);
	CHECK(!is_blink(&b, 0));
}

/* No pause is longer than any at work where no work was seen. */
static void test_lone_frame_without_a_pace(void)
{
	struct beat b = {.calm = true};

	begin();
	paint_after(600);
	CHECK(!is_blink(&b, 0));
	CHECK(is_blink(&b, t.frame_ns - 550 * MS));
}

/* What was painted long before the declared stop, and after it, is no pause of the stop. */
static void test_lone_frame_of_a_declared_stop(void)
{
	struct beat b = {.calm = true};

	begin();
	paint(20, 100);
	paint_after(600);
	CHECK(is_blink(&b, t.frame_ns - 550 * MS));
	CHECK(!is_blink(&b, t.frame_ns - 300 * MS));
}

static void test_doubted(void)
{
	struct beat b = {.calm = true, .doubted = true};

	begin();
	paint(20, 100);
	paint_after(600);
	CHECK(!is_blink(&b, 0));
	b.blink_ns = 610 * MS; /* but it was seen to blink at that pace */
	CHECK(is_blink(&b, 0));
	b.blink_ns = 1000 * MS;
	CHECK(!is_blink(&b, 0));
	paint_after(600);
	CHECK(is_blink(&b, 0));
}

static void paint_bytes(unsigned ms, unsigned bytes)
{
	terminal_output(&t, t.paint_ns + ms * MS, bytes, 1);
}

/* Claude's text that comes slowly leaves the gaps of its blink, but not between two alike. */
static void test_pair(void)
{
	struct beat b = {.calm = true};

	begin();
	t.dialect = DIALECT_CLAUDE;
	paint_bytes(390, 40);
	paint_bytes(618, 42);
	CHECK(beat_is_pair(&b, &t));
	b.clock_ns = 1000 * MS; /* which text of one line a second is taken for, too */
	CHECK(beat_is_pair(&b, &t));
	b.clock_ns = 610 * MS;
	CHECK(!beat_is_pair(&b, &t));
	b.clock_ns = 0;
	/* The rest of a frame counts. */
	paint_bytes(10, 537);
	CHECK_INT(t.bytes, 579);
	CHECK(!beat_is_pair(&b, &t));
	paint_bytes(618, 579);
	CHECK(beat_is_pair(&b, &t));
	paint_bytes(800, 579);
	CHECK(!beat_is_pair(&b, &t));
	paint_bytes(500, 579);
	CHECK(!beat_is_pair(&b, &t));
	b.blink_ns = 800 * MS; /* seen in this session */
	paint_bytes(800, 579);
	CHECK(beat_is_pair(&b, &t));
	t.dialect = DIALECT_ANY;
	paint_bytes(610, 579);
	CHECK(!beat_is_pair(&b, &t));
}

static void test_clock_is_no_blink(void)
{
	struct beat b = {.calm = true};

	begin();
	paint(20, 100);
	beat_set_clock(&b, 1000 * MS, 0, true);
	b.ticking = false; /* nothing tells its beats from others yet */
	paint(2, 1000);
	CHECK(!is_blink(&b, 0));
	begin();
	paint(20, 100);
	paint(2, 600);
	CHECK(is_blink(&b, 0));
}

/* Its beats are no frames: what is left is a blink where the clock ticked in the pause before. */
static void test_blink_beside_a_clock(void)
{
	struct beat b = {.calm = true};

	beat_set_clock(&b, 250 * MS, 0, true);
	begin();
	t.clock_ns = 250 * MS;
	paint(4, 250);
	CHECK_INT(t.streak, 4);
	paint(10, 100);
	t.frames += 3;
	paint_after(100);
	/* The pause: ticks alone; and in it a frame that is not due. */
	t.gap_ns = 600 * MS;
	t.tick_ns = t.frame_ns - 120 * MS;
	t.pace_ns = 130 * MS;
	CHECK(is_blink(&b, 0));
	t.tick_ns = t.frame_ns - 250 * MS; /* due now */
	CHECK(!is_blink(&b, 0));
	t.tick_ns = t.frame_ns - 600 * MS; /* it did not tick in the pause */
	CHECK(!is_blink(&b, 0));
}

/* A clock that has stopped ticks no more; only one that was proven is known again. */
static void test_clock_that_stops(void)
{
	for (int proven = 0; proven < 2; proven++) {
		struct beat b = {};
		uint64_t gone_ns;

		begin();
		beat_set_clock(&b, 500 * MS, 0, proven);
		t.clock_ns = 500 * MS;
		paint(5, 510);
		beat_check_clock(&b, &t, t.tick_ns);
		CHECK(b.ticking);
		CHECK_INT(b.clock_ns, 510 * MS);
		gone_ns = t.tick_ns +
			(proven ? CLOCK_MISSES * b.clock_ns + CLOCK_MORE_NS
				: CLOCK_DOUBTS * b.clock_ns + CLOCK_DOUBT_NS);
		beat_check_clock(&b, &t, gone_ns - 1);
		CHECK(b.ticking);
		beat_check_clock(&b, &t, gone_ns);
		CHECK(!b.ticking);
		CHECK_INT(b.clock_ns, proven ? 510 * MS : 0);
	}
}

int main(void)
{
	test_period();
	test_round_and_alike();
	test_blink();
	test_lone_frame_within_the_pace_is_none();
	test_lone_frame_without_a_pace();
	test_lone_frame_of_a_declared_stop();
	test_doubted();
	test_pair();
	test_clock_is_no_blink();
	test_blink_beside_a_clock();
	test_clock_that_stops();
	return 0;
}
