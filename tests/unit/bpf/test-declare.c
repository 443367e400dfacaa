/* SPDX-License-Identifier: MIT */
#include "bpf/declare.h"
#include "tests/check.h"

#include <stdint.h>

#define MS    TERMINAL_MS
#define START (1000000 * MS)

static struct terminal t;
static uint64_t now;

static void begin(enum dialect dialect)
{
	t = (struct terminal){.dialect = dialect};
	now = START;
}

static void arm(void)
{
	t.wake_on = TERMINAL_WAKE_DECLARED;
	t.armed++;
}

static bool declare(__u32 kind, __u32 value)
{
	struct osc osc = {.kind = kind, .value = value};

	return terminal_declare(&t, now, &osc);
}

static enum terminal_says title(__u32 character)
{
	declare(OSC_TITLE, character);
	return t.says;
}

static void test_channels(void)
{
	begin(DIALECT_CODEX);
	arm();
	CHECK(declare(OSC_TITLE, 0x2807));
	arm();
	CHECK(!declare(OSC_TITLE, 0x280b));
	CHECK_INT(t.says, TERMINAL_SAYS_WORK);
	CHECK_INT(t.source, OSC_TITLE);
	CHECK(declare(OSC_STATE, OSC_STATE_DONE));
	CHECK_INT(t.says, TERMINAL_SAYS_DONE);
	CHECK_INT(t.source, OSC_STATE);
	CHECK_INT(t.declared_ns, now);
	arm();
	CHECK(declare(OSC_STATE, OSC_STATE_CLEAR));
	CHECK_INT(t.says, TERMINAL_SAYS_WORK);
	CHECK_INT(title('['), TERMINAL_SAYS_BLOCKED);
	CHECK_INT(title(0), TERMINAL_SAYS_NOTHING);
	declare(OSC_PROGRESS, OSC_PROGRESS_SHARE);
	CHECK_INT(t.says, TERMINAL_SAYS_WORK);
	declare(OSC_PROGRESS, OSC_PROGRESS_GONE);
	CHECK_INT(t.says, TERMINAL_SAYS_REST);
}

static void test_progress_that_was_none(void)
{
	begin(DIALECT_ANY);
	declare(OSC_PROGRESS, OSC_PROGRESS_GONE);
	CHECK_INT(t.says, TERMINAL_SAYS_NOTHING);
}

/* What each agent's titles say once one of them said work. */
static void test_dialects(void)
{
	static const struct {
		enum dialect dialect;
		__u32 work, rest, blocked, plain;
	} cases[] = {
		{DIALECT_ANY, 0x2839, 0, 0, 'x'},
		{DIALECT_CLAUDE, 0x25d1, 0x2733, 0, 'x'},
		{DIALECT_CLAUDE, 0x2802, 0x2733, 0, 'x'},
		{DIALECT_CODEX, 0x2839, 'x', '[', 0},
		{DIALECT_DSH, 0x2839, 0x2726, 0, 'x'},
		{DIALECT_GEMINI, 0x2726, 0x25c7, 0x270b, 'x'},
		{DIALECT_GEMINI, 0x23f2, 0x25c7, 0x270b, 'x'},
		{DIALECT_GROK, 0x2839, 0, 0x26a0, 'x'},
		{DIALECT_HERMES, 0x23f3, 0x2713, 0x26a0, 'x'},
		{DIALECT_OH_MY_PI, OSC_TITLE_MARK(':'), OSC_TITLE_MARK('>'), OSC_TITLE_MARK('!'),
			0x3c0},
		{DIALECT_QODER, 0x2726, 0x25c7, 0, 'x'},
		{DIALECT_QWEN, 0x25d0, 'Q', 0x2733, 'x'},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		begin(cases[i].dialect);
		CHECK_INT(title(cases[i].work), TERMINAL_SAYS_WORK);
		if (cases[i].rest)
			CHECK_INT(title(cases[i].rest),
				cases[i].blocked ? TERMINAL_SAYS_DONE : TERMINAL_SAYS_REST);
		if (cases[i].blocked)
			CHECK_INT(title(cases[i].blocked), TERMINAL_SAYS_BLOCKED);
		CHECK_INT(title(cases[i].plain), TERMINAL_SAYS_NOTHING);
	}
}

/* The same characters of agents that do not mean it, and of those not known. */
static void test_foreign_characters(void)
{
	static const struct {
		enum dialect dialect;
		__u32 character;
	} cases[] = {
		{DIALECT_ANY, 0x25d0},
		{DIALECT_ANY, 0x2726},
		{DIALECT_ANY, 0x2733},
		{DIALECT_ANY, 0x270b},
		{DIALECT_ANY, '['},
		{DIALECT_CLAUDE, 0x2726},
		{DIALECT_CLAUDE, 'Q'},
		{DIALECT_CODEX, 0x2733},
		{DIALECT_DSH, 0x2733},
		{DIALECT_GEMINI, 0x25d0},
		{DIALECT_GEMINI, '['},
		{DIALECT_QWEN, 0x2726},
		{DIALECT_QWEN, 0x270b},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		begin(cases[i].dialect);
		CHECK_INT(title(0x2807), TERMINAL_SAYS_WORK);
		CHECK_INT(title(cases[i].character), TERMINAL_SAYS_NOTHING);
	}
}

/* Claude in a multiplexer shows its rest glyph always, a folder may be called "[x]". */
static void test_rest_that_never_worked(void)
{
	begin(DIALECT_CLAUDE);
	CHECK_INT(title(0x2733), TERMINAL_SAYS_NOTHING);
	begin(DIALECT_QWEN);
	CHECK_INT(title('Q'), TERMINAL_SAYS_NOTHING);
	CHECK_INT(title(0x2733), TERMINAL_SAYS_BLOCKED);
	begin(DIALECT_CODEX);
	CHECK_INT(title('['), TERMINAL_SAYS_NOTHING);
	CHECK_INT(title('x'), TERMINAL_SAYS_NOTHING);
}

static void report(__u32 value, __u32 depth, __u64 path)
{
	struct osc osc = {.kind = OSC_STATE,
		.value = value,
		.depth = depth,
		.path = path,
		.id = path ? path * 3 : 0};

	now += MS;
	terminal_declare(&t, now, &osc);
}

#define PATH_A   1, 0x0a
#define PATH_A_B 2, 0x0b0a
#define PATH_C   1, 0x0c
#define ROOT     0, 0

/* How a part ends is its own affair while the root works. */
static void test_part_that_ends(void)
{
	begin(DIALECT_CLAUDE);
	report(OSC_STATE_WORKING, ROOT);
	report(OSC_STATE_WORKING, PATH_A);
	report(OSC_STATE_DONE, PATH_A);
	CHECK_INT(t.says, TERMINAL_SAYS_WORK);
	report(OSC_STATE_ERROR, PATH_A);
	CHECK_INT(t.says, TERMINAL_SAYS_WORK);
	report(OSC_STATE_CLEAR, PATH_A);
	CHECK_INT(t.says, TERMINAL_SAYS_WORK);
	report(OSC_STATE_QUESTION, PATH_A_B);
	CHECK_INT(t.says, TERMINAL_SAYS_BLOCKED);
	CHECK_INT(t.channels.state, OSC_STATE_QUESTION);
	report(OSC_STATE_CLEAR, PATH_A);
	CHECK_INT(t.says, TERMINAL_SAYS_WORK);
}

static void test_most_pressing(void)
{
	static const enum osc_state order[] = {OSC_STATE_IDLE, OSC_STATE_WORKING, OSC_STATE_DONE,
		OSC_STATE_ERROR, OSC_STATE_BLOCKED};

	for (unsigned i = 0; i < 4; i++) {
		begin(DIALECT_ANY);
		report(order[i], PATH_A);
		CHECK_INT(t.channels.state, order[i]);
		report(order[i + 1], PATH_C);
		CHECK_INT(t.channels.state, order[i + 1]);
		report(OSC_STATE_IDLE, ROOT);
		CHECK_INT(t.channels.state, order[i + 1]);
		report(OSC_STATE_CLEAR, PATH_C);
		CHECK_INT(t.channels.state, order[i]);
	}
	/* Its turn is over, whatever goes on behind. */
	begin(DIALECT_ANY);
	report(OSC_STATE_WORKING, PATH_A);
	report(OSC_STATE_DONE, ROOT);
	CHECK_INT(t.says, TERMINAL_SAYS_DONE);
}

static void test_error(void)
{
	begin(DIALECT_ANY);
	report(OSC_STATE_WORKING, ROOT);
	report(OSC_STATE_ERROR, ROOT);
	CHECK_INT(t.says, TERMINAL_SAYS_BLOCKED);
	CHECK_INT(t.source, OSC_STATE);
}

static void test_clear(void)
{
	begin(DIALECT_ANY);
	report(OSC_STATE_IDLE, ROOT);
	report(OSC_STATE_BLOCKED, PATH_A);
	report(OSC_STATE_BLOCKED, PATH_A_B);
	report(OSC_STATE_WORKING, PATH_C);
	report(OSC_STATE_CLEAR, PATH_A_B);
	CHECK_INT(t.says, TERMINAL_SAYS_BLOCKED);
	report(OSC_STATE_BLOCKED, PATH_A_B);
	report(OSC_STATE_CLEAR, PATH_A);
	CHECK_INT(t.channels.state, OSC_STATE_WORKING);
	report(OSC_STATE_CLEAR, ROOT);
	CHECK_INT(t.says, TERMINAL_SAYS_NOTHING);
	CHECK_INT(t.channels.state, OSC_STATE_CLEAR);
}

static void test_prompt(void)
{
	begin(DIALECT_ANY);
	report(OSC_STATE_AUTH, ROOT);
	report(OSC_STATE_WORKING, PATH_A);
	report(OSC_STATE_ERROR, PATH_C);
	declare(OSC_PROMPT, 0);
	CHECK_INT(t.channels.root, OSC_STATE_CLEAR);
	CHECK_INT(t.channels.state, OSC_STATE_ERROR);
	report(OSC_STATE_DONE, PATH_C);
	declare(OSC_PROMPT, 0);
	CHECK_INT(t.channels.state, OSC_STATE_DONE);
}

/* There is no room for all: who asks is heard. */
static void test_many_parts(void)
{
	begin(DIALECT_ANY);
	report(OSC_STATE_WORKING, ROOT);
	for (unsigned i = 1; i <= 100; i++)
		report(OSC_STATE_WORKING, 1, i);
	report(OSC_STATE_BLOCKED, 1, 99);
	CHECK_INT(t.says, TERMINAL_SAYS_BLOCKED);
	for (unsigned i = 1; i <= 100; i++)
		report(OSC_STATE_CLEAR, 1, i);
	CHECK_INT(t.says, TERMINAL_SAYS_WORK);
	report(OSC_STATE_DONE, ROOT);
	CHECK_INT(t.says, TERMINAL_SAYS_DONE);
}

/* The tab's status is a channel of its own: OSC 7501 says more. */
static void test_status(void)
{
	begin(DIALECT_CLAUDE);
	declare(OSC_STATUS, OSC_STATE_WORKING);
	CHECK_INT(t.says, TERMINAL_SAYS_WORK);
	CHECK_INT(t.source, OSC_STATE);
	declare(OSC_STATUS, OSC_STATE_BLOCKED);
	CHECK_INT(t.says, TERMINAL_SAYS_BLOCKED);
	report(OSC_STATE_WORKING, ROOT);
	CHECK_INT(t.says, TERMINAL_SAYS_WORK);
	report(OSC_STATE_CLEAR, ROOT);
	declare(OSC_STATUS, OSC_STATE_IDLE);
	CHECK_INT(t.says, TERMINAL_SAYS_DONE);
	declare(OSC_STATUS, OSC_STATE_CLEAR);
	CHECK_INT(t.says, TERMINAL_SAYS_NOTHING);
}

/* It is no frame, but a write that may last. */
static void test_asked(void)
{
	begin(DIALECT_ANY);
	terminal_asked(&t, now, 7);
	CHECK_INT(t.frames, 0);
	CHECK_INT(t.write_tid, 7);
	CHECK_INT(t.write_ns, now);
}

/* One answer each, and soon. */
static void test_answered(void)
{
	begin(DIALECT_ANY);
	CHECK(!terminal_answered(&t, now));
	terminal_asked(&t, now, 7);
	CHECK(terminal_answered(&t, now + 2 * MS));
	CHECK(!terminal_answered(&t, now + 3 * MS));
	terminal_asked(&t, now, 7);
	CHECK(!terminal_answered(&t, now + TERMINAL_ANSWER_NS));
	CHECK(!terminal_answered(&t, now + 1));
}

int main(void)
{
	test_channels();
	test_progress_that_was_none();
	test_dialects();
	test_foreign_characters();
	test_rest_that_never_worked();
	test_part_that_ends();
	test_most_pressing();
	test_error();
	test_clear();
	test_prompt();
	test_many_parts();
	test_status();
	test_asked();
	test_answered();
	return 0;
}
