/* SPDX-License-Identifier: MIT */
#include "bpf/declare.h"
#include "tests/check.h"

#include <stdint.h>

#define MS    TERMINAL_MS
#define START (1000000 * MS)

static struct terminal t;
static uint64_t now;

static void begin(void)
{
	memset(&t, 0, sizeof(t));
	now = START;
}

static bool write_after(uint64_t ms)
{
	bool wake;

	now += ms * MS;
	wake = terminal_output(&t, now, 10, 1);
	terminal_return(&t, now, 1);
	return wake;
}

static void arm(__u32 on)
{
	t.wake_on = on;
	t.wake_frames = 4;
	t.wake_span_ns = 400 * MS;
	t.wake_beats = 3;
	t.armed++;
}

static bool declare(__u32 kind, __u32 value)
{
	struct osc osc = {.kind = kind, .value = value};

	return terminal_declare(&t, now, &osc);
}

/* Merged from the frame's begin: tiny writes without end are many frames. */
static void test_frames(void)
{
	begin();
	for (unsigned i = 0; i < 1000; i++)
		write_after(1);
	CHECK_INT(t.frames, 50);
	CHECK(!terminal_output(&t, now + 500 * MS, 0, 1));
	CHECK_INT(t.frames, 50);
}

static void test_echo(void)
{
	begin();
	write_after(0);
	now += 1000 * MS;
	terminal_input(&t, now);
	write_after(30);
	write_after(100);
	CHECK_INT(t.frames, 1);
	write_after(30);
	CHECK_INT(t.frames, 2);
	/* A frame that began as an echo stays one. */
	terminal_input(&t, now);
	write_after(145);
	write_after(10);
	CHECK_INT(t.frames, 2);
}

static void test_quiet(void)
{
	begin();
	write_after(0);
	CHECK_INT(terminal_quiet(&t, now + 700 * MS), 700 * MS);
	CHECK_INT(terminal_quiet(&t, now - 5), 0);
	now += 100 * MS;
	terminal_input(&t, now);
	CHECK_INT(terminal_quiet(&t, now + 100 * MS), 100 * MS);
	now += 100 * MS;
	terminal_input(&t, now);
	CHECK_INT(terminal_quiet(&t, now + 150 * MS), 100 * MS);
	CHECK_INT(terminal_quiet(&t, now + 250 * MS), 200 * MS);
	write_after(300);
	CHECK_INT(terminal_quiet(&t, now + 10 * MS), 10 * MS);
}

static void test_cadence(void)
{
	begin();
	arm(TERMINAL_WAKE_CADENCE);
	CHECK(!write_after(0));
	CHECK(!write_after(100));
	CHECK(!write_after(100));
	CHECK(!write_after(100));
	CHECK(write_after(100));
	CHECK(!write_after(100));
	arm(TERMINAL_WAKE_CADENCE);
	CHECK(write_after(100));
	/* A gap and an input each end the run. */
	arm(TERMINAL_WAKE_CADENCE);
	CHECK(!write_after(501));
	for (unsigned i = 0; i < 3; i++)
		CHECK(!write_after(120));
	terminal_input(&t, now);
	CHECK(!write_after(160));
	CHECK_INT(t.run_frames, 1);
}

static void test_beats(void)
{
	begin();
	arm(TERMINAL_WAKE_BEATS);
	CHECK(!write_after(0));
	CHECK(!write_after(600));
	CHECK(!write_after(620));
	CHECK(write_after(590));
	arm(TERMINAL_WAKE_BEATS);
	CHECK(!write_after(900));
	CHECK_INT(t.beats, 1);
	CHECK(!write_after(950));
	CHECK(!write_after(100));
	CHECK_INT(t.beats, 0);
}

static void test_pace(void)
{
	begin();
	for (unsigned i = 0; i < 10; i++)
		write_after(100);
	CHECK(t.pace_ns <= 100 * MS && t.pace_ns > 90 * MS);
	/* Blinking is no work: its gaps are not part of the pace. */
	for (unsigned i = 0; i < 10; i++)
		write_after(800);
	CHECK(t.pace_ns <= 100 * MS);
	for (unsigned i = 0; i < 10; i++)
		write_after(100);
	write_after(800);
	for (unsigned i = 0; i < 10; i++)
		write_after(100);
	CHECK(t.pace_ns > 700 * MS);
}

static void test_calm(void)
{
	begin();
	declare(OSC_STATE, OSC_STATE_DONE);
	arm(TERMINAL_WAKE_CADENCE);
	for (unsigned i = 0; i < 5; i++)
		CHECK(!write_after(99));
	CHECK_INT(t.run_frames, 0);
	write_after(99);
	CHECK_INT(t.run_frames, 1);
}

static void test_block(void)
{
	begin();
	arm(TERMINAL_WAKE_BLOCKED | TERMINAL_WAKE_UNBLOCKED);
	CHECK(terminal_block(&t, now, 5));
	arm(TERMINAL_WAKE_BLOCKED | TERMINAL_WAKE_UNBLOCKED);
	CHECK(!terminal_return(&t, now + MS, 6));
	CHECK(terminal_return(&t, now + MS, 5));
	terminal_block(&t, now + 2 * MS, 5);
	CHECK_INT(t.block_ns, now);
	terminal_input(&t, now + 3 * MS);
	terminal_return(&t, now + 3 * MS, 5);
	terminal_block(&t, now + 4 * MS, 5);
	CHECK_INT(t.block_ns, now + 4 * MS);
	/* An event loop on a raw terminal waits all the time. */
	begin();
	terminal_mode(&t, true);
	arm(TERMINAL_WAKE_BLOCKED | TERMINAL_WAKE_UNBLOCKED);
	CHECK(!terminal_block(&t, now, 5));
	CHECK(!terminal_return(&t, now, 5));
}

static void test_write_in_progress(void)
{
	begin();
	terminal_output(&t, now, 10, 5);
	terminal_return(&t, now + MS, 6);
	CHECK_INT(t.write_tid, 5);
	terminal_return(&t, now + MS, 5);
	CHECK_INT(t.write_tid, 0);
}

static void test_mode_and_size(void)
{
	begin();
	arm(TERMINAL_WAKE_MODE);
	CHECK(terminal_mode(&t, false));
	arm(TERMINAL_WAKE_MODE);
	CHECK(!terminal_mode(&t, false));
	CHECK(terminal_mode(&t, true));
	terminal_size(&t, now, 40 << 16 | 120);
	write_after(10);
	CHECK_INT(t.frames, 1);
	now += 100 * MS;
	terminal_size(&t, now, 40 << 16 | 119);
	write_after(0);
	write_after(100);
	CHECK_INT(t.frames, 1);
}

int main(void)
{
	test_frames();
	test_echo();
	test_quiet();
	test_cadence();
	test_beats();
	test_pace();
	test_calm();
	test_block();
	test_write_in_progress();
	test_mode_and_size();
	return 0;
}
