/* SPDX-License-Identifier: MIT */
#include "collector/basis.h"

#include "tests/check.h"

#define NOW (100000 * TERMINAL_MS)

static void test_at_work(void)
{
	struct terminal t = {
		.mode = TERMINAL_RAW,
		.says = TERMINAL_SAYS_WORK,
		.cursor = TERMINAL_CURSOR_HIDDEN,
		.declared_ns = NOW - 120 * TERMINAL_MS,
		.frames = 50,
		.run_frames = 14,
		.run_ns = NOW - 1300 * TERMINAL_MS,
		.frame_ns = NOW - 100 * TERMINAL_MS,
	};
	struct basis b = basis_of(&t, NOW);

	CHECK(b.known);
	CHECK_INT(b.mode, BASIS_MODE_RAW);
	CHECK_INT(b.says, BASIS_SAYS_WORK);
	CHECK_INT(b.cursor, BASIS_CURSOR_HIDDEN);
	CHECK_INT(b.says_ms, 120);
	CHECK_INT(b.frames, 14);
	CHECK_INT(b.frames_ms, 1200);
	CHECK_INT(b.quiet_ms, 100);
}

/* Facts may be newer than the time, and older than anything. */
static void test_ends(void)
{
	struct terminal t = {.says = TERMINAL_SAYS_DONE,
		.declared_ns = NOW + 1,
		.cursor = TERMINAL_CURSOR_FIRST,
		.frames = 1,
		.run_frames = UINT64_MAX,
		.frame_ns = NOW + 1};
	struct basis b = basis_of(&t, NOW), old;

	CHECK_INT(b.says_ms, 0);
	CHECK_INT(b.quiet_ms, 0);
	CHECK_INT(b.frames, UINT32_MAX);
	CHECK_INT(b.cursor, BASIS_CURSOR_SHOWN);
	t = (struct terminal){.frames = 1};
	old = basis_of(&t, UINT64_MAX);
	CHECK_INT(old.quiet_ms, UINT32_MAX);
	CHECK_INT(old.frames_ms, 0);
	t = (struct terminal){0};
	CHECK_INT(basis_of(&t, NOW).quiet_ms, 0);
}

int main(void)
{
	test_at_work();
	test_ends();
	return 0;
}
