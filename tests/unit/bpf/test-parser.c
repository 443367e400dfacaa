/* SPDX-License-Identifier: MIT */
#include "feed.h"

#define ST "\033\\"

struct says {
	const char *text;
	__u32 kind, value;
};

static void check_says(const struct says *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct feed f;

		feed_first(&f, cases[i].text);
		if (f.count != 1)
			fprintf(stderr, "case %zu\n", i);
		CHECK_INT(f.count, 1);
		CHECK_INT(f.osc[0].kind, cases[i].kind);
		CHECK_INT(f.osc[0].value, cases[i].value);
		CHECK_INT(f.asked, false);
		CHECK_INT(f.parser.at, OSC_AT_GROUND);
	}
}

static void test_known(void)
{
	static const struct says cases[] = {
		{"\033]7501;state=working:app=codex" ST, OSC_STATE, OSC_STATE_WORKING},
		{"\033]0;\xe2\x97\x90 name\a", OSC_TITLE, 0x25d0},
		{"\033]0;\xe2\x9c\xb3\xef\xb8\x8e name\a", OSC_TITLE, 0x2733},
		{"\033]2;Qwen - folder\a", OSC_TITLE, 'Q'},
		{"\033]0;\xc3\xa9t\xc3\xa9\a", OSC_TITLE, 0xe9},
		{"\033]0;\xf0\x9f\xa4\x96\a", OSC_TITLE, 0x1f916},
		{"\033]0;\a", OSC_TITLE, 0},
		{"\033]0;" ST, OSC_TITLE, 0},
		{"\033]0;x?\a", OSC_TITLE, 'x'},
		{"\033]9;4;3\a", OSC_PROGRESS, OSC_PROGRESS_BUSY},
		{"\033]9;4;1;50" ST, OSC_PROGRESS, OSC_PROGRESS_SHARE},
		{"\033]9;4;1;-1" ST, OSC_PROGRESS, OSC_PROGRESS_SHARE},
		{"\033]9;4;0;\a", OSC_PROGRESS, OSC_PROGRESS_GONE},
		{"\033]133;A\a", OSC_PROMPT, 0},
		{"\033]133;A;cl=m" ST, OSC_PROMPT, 0},
	};

	check_says(cases, sizeof(cases) / sizeof(cases[0]));
}

/* oh-my-pi's mark is always the same: what follows it counts. */
static void test_pi(void)
{
	static const struct says cases[] = {
		{"\033]0;\xcf\x80 : task\a", OSC_TITLE, OSC_TITLE_MARK(':')},
		{"\033]0;\xcf\x80 > task\a", OSC_TITLE, OSC_TITLE_MARK('>')},
		{"\033]0;\xcf\x80 ! task\a", OSC_TITLE, OSC_TITLE_MARK('!')},
		{"\033]0;\xcf\x80\a", OSC_TITLE, 0x3c0},
		{"\033]0;\xcf\x80 \xe2\x9c\xb3 x\a", OSC_TITLE, 0x3c0},
		{"\033]0;x : task\a", OSC_TITLE, 'x'},
	};

	check_says(cases, sizeof(cases) / sizeof(cases[0]));
}

static void test_after_other_commands(void)
{
	static const struct says cases[] = {
		{"\033[?2026h\033]0;\xe2\x97\x90 x\a\033[2Jtext", OSC_TITLE, 0x25d0},
		{"\033[?25l\033]9;4;0\a", OSC_PROGRESS, OSC_PROGRESS_GONE},
		{"\0337\033]0;x\a", OSC_TITLE, 'x'},
		{"\033]8;;\033\\\033]0;x\a", OSC_TITLE, 'x'},
		{"\033]0;x\a\033[2Jtext\033]0;y\a", OSC_TITLE, 'x'},
	};
	struct feed f;

	check_says(cases, sizeof(cases) / sizeof(cases[0]));
	feed_first(&f, "\033]0;x\a\033]2;y\a\033]9;4;3\a");
	CHECK_INT(f.count, 3);
	CHECK_INT(f.osc[1].value, 'y');
	CHECK_INT(f.osc[2].kind, OSC_PROGRESS);
}

/* tmux hands on what is wrapped so, with each ESC doubled; GNU screen as it is. */
static void test_passed_on(void)
{
	static const struct says cases[] = {
		{"\033Ptmux;\033\033]0;\xe2\x9c\xb3 x\a\033\\", OSC_TITLE, 0x2733},
		{"\033Ptmux;\033\033]7501;state=blocked:kind=auth\033\033\\\033\\", OSC_STATE,
			OSC_STATE_AUTH},
		{"\033Ptmux;\033\033]9;4;3\a\033\\\033[2Jtext", OSC_PROGRESS, OSC_PROGRESS_BUSY},
		{"\033P\033]0;x\a\033\\", OSC_TITLE, 'x'},
		{"\033P\033]7501;state=done\033\\", OSC_STATE, OSC_STATE_DONE},
	};
	static const char *const nothing[] = {
		"\033Ptmux\033]0;x", /* not over */
		"\033Ptmux;]0;x\a\033\\",
		"\033Ptmux;\033]0;x\a\033\\",
		"\033P1$r0m\033\\",
		"\033P]0;x\a\033\\",
	};
	struct feed f;

	check_says(cases, sizeof(cases) / sizeof(cases[0]));
	for (size_t i = 0; i < sizeof(nothing) / sizeof(nothing[0]); i++) {
		feed_first(&f, nothing[i]);
		CHECK_INT(f.count, 0);
	}
	/* What comes after is the terminal's own again. */
	feed_first(&f, "\033Ptmux;\033\033]0;x\a\033\\");
	CHECK_INT(f.parser.passed, OSC_PASSED_NOT);
	feed(&f, "\033]0;y\033\\");
	CHECK_INT(f.osc[0].value, 'y');
}

static void test_unknown(void)
{
	static const char *const cases[] = {
		"",
		"\033",
		"\033]",
		"\033]0",
		"\033]0;",
		"\033]0\a",
		"\033];x\a",
		"\033[2J",
		"text",
		"text\033]0;x\a",
		"\a\033]0;x\a",
		"]0;x\a",
		"\033]1;icon\a",
		"\033]9;message\a",
		"\033]9;4\a",
		"\033]9;4;\a",
		"\033]9;4;7\a",
		"\033]9;4;12\a",
		"\033]133;B\a",
		"\033]133;Ax\a",
		"\033]8;;http://x\a",
		"\033]52;c;aGk=\a",
		"\033]75010;state=working\a",
		"\033]777;notify;x;y?\a",
		"\033_Gi=1;x\033\\",
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct feed f;

		feed_first(&f, cases[i]);
		if (f.count || f.asked)
			fprintf(stderr, "case %zu\n", i);
		CHECK_INT(f.count, 0);
		CHECK_INT(f.asked, false);
	}
}

/* Nothing but questions to the terminal, which paint nothing. */
static void test_asked(void)
{
	static const char *const asked[] = {
		"\033[?6n",
		"\033[6n",
		"\033[5n",
		"\033[c",
		"\033[>c",
		"\033[>0q",
		"\033[?u",
		"\033[?2026$p",
		"\033]10;?\a",
		"\033]4;1;?" ST,
		"\033]7501;?\033\\",
		"\033[?6n\033[c\033]11;?\a",
		"\033Ptmux;\033\033]11;?\a\033\\",
	};
	static const char *const not_only[] = {
		"\033[?6n ",
		"\033[?6n\033[2J",
		"\033[?25l\033[6n",
		"\033[?6n\033]0;x\a",
		"\033[u",
		"\033[2q",
		"\033[!p",
		"\033[?6",
		"\0338\033[6n",
	};
	struct feed f;

	for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
		feed_first(&f, asked[i]);
		CHECK(f.asked);
		CHECK_INT(f.count, 0);
	}
	for (size_t i = 0; i < sizeof(not_only) / sizeof(not_only[0]); i++) {
		feed_first(&f, not_only[i]);
		CHECK(!f.asked);
	}
	/* Many questions do not fit what is looked at. */
	feed_first(&f,
		"\033[6n\033[6n\033[6n\033[6n\033[6n\033[6n\033[6n\033[6n\033[6n\033[6n\033[6n"
		"\033[6n\033[6n\033[6n\033[6n\033[6n\033[6n");
	CHECK(!f.asked);
}

/* In two outputs, split anywhere, each command says the same, once. */
static void test_split(void)
{
	static const struct says cases[] = {
		{"\033]7501;app=x:kind=question:state=blocked" ST, OSC_STATE, OSC_STATE_QUESTION},
		{"\033]0;\xe2\x97\x90 name\a", OSC_TITLE, 0x25d0},
		{"\033]0;\xcf\x80 ! x\a", OSC_TITLE, OSC_TITLE_MARK('!')},
		{"\033]9;4;1;50" ST, OSC_PROGRESS, OSC_PROGRESS_SHARE},
		{"\033]21337;indicator=#fff;status=Waiting\a", OSC_STATUS, OSC_STATE_BLOCKED},
		{"\033Ptmux;\033\033]7501;state=error\033\033\\\033\\", OSC_STATE, OSC_STATE_ERROR},
		{"\033P\033]0;x\a\033\\", OSC_TITLE, 'x'},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *text = cases[i].text;

		for (size_t at = 1; at < strlen(text); at++) {
			struct feed f = {};
			struct osc osc;
			unsigned count;

			feed_bytes(&f, text, at);
			count = f.count;
			osc = f.osc[0];
			feed(&f, text + at);
			CHECK_INT(count + f.count, 1);
			if (f.count)
				osc = f.osc[0];
			CHECK_INT(osc.kind, cases[i].kind);
			CHECK_INT(osc.value, cases[i].value);
			CHECK_INT(f.parser.at, OSC_AT_GROUND);
		}
	}
}

/* Of what goes on beyond that, what was seen counts, and what follows begins anew. */
static void test_cut(void)
{
	static const char filling[] =
		"0123456789012345678901234567890123456789012345678901234567890";
	char text[256];
	struct feed f = {};

	snprintf(text, sizeof(text), "\033]0;x%s\a", filling);
	feed(&f, text);
	CHECK_INT(f.count, 1);
	CHECK_INT(f.osc[0].value, 'x');
	snprintf(text, sizeof(text), "\033]7501;state=working:app=x:msg=%s:state=done\a", filling);
	feed(&f, text);
	CHECK_INT(f.count, 1);
	CHECK_INT(f.osc[0].value, OSC_STATE_WORKING);
	/* A value that is cut is not known. */
	snprintf(text, sizeof(text), "\033]7501;app=%.43s:state=working\a", filling);
	feed(&f, text);
	CHECK_INT(f.count, 0);
	snprintf(text, sizeof(text), "\033]7501;app=%.42s:state=donex\a", filling);
	feed(&f, text);
	CHECK_INT(f.count, 0);
	snprintf(text, sizeof(text), "\033Ptmux;\033\033]0;x%s\a\033\\", filling);
	feed(&f, text);
	CHECK_INT(f.osc[0].value, 'x');
	feed(&f, "text");
	CHECK_INT(f.count, 0);
	feed(&f, "\033]2;y\a");
	CHECK_INT(f.osc[0].value, 'y');
}

/* Whatever the bytes: in bounds, and nothing that is no number of ours. */
static void test_any_bytes(void)
{
	static const char *const starts[] = {"\033]", "\033]0;", "\033]7501;", "\033]9;4;",
		"\033Ptmux;\033\033]7501;", "\033]21337;status=", "\033["};
	static const char BYTES[] = "state=wobl:;\a\033\xff\xe2/id0?\\tmux";
	struct feed f = {};

	srand(1);
	for (unsigned i = 0; i < 200000; i++) {
		const char *start = starts[rand() % 7];
		size_t len = rand() % 100;
		char *text = malloc(len + 32);

		for (size_t k = 0; k < len + 32; k++)
			text[k] = BYTES[rand() % sizeof(BYTES)];
		if (rand() % 4)
			memcpy(text, start, strlen(start));
		feed_bytes(&f, text, len);
		CHECK(f.parser.at <= OSC_AT_VALUE);
		for (unsigned k = 0; k < f.count; k++) {
			CHECK(f.osc[k].kind > OSC_NONE && f.osc[k].kind <= OSC_PROMPT);
			CHECK(f.osc[k].depth <= 8);
			CHECK(f.osc[k].kind == OSC_TITLE || f.osc[k].value < OSC_STATE_UNKNOWN);
		}
		free(text);
	}
}

int main(void)
{
	test_known();
	test_pi();
	test_after_other_commands();
	test_passed_on();
	test_unknown();
	test_asked();
	test_split();
	test_cut();
	test_any_bytes();
	return 0;
}
