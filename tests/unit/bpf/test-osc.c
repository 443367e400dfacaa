/* SPDX-License-Identifier: MIT */
#include "bpf/osc.h"
#include "tests/check.h"

#define ST "\033\\"

static bool parse(const char *text, struct osc *ret)
{
	unsigned char buf[OSC_LOOKED] = {};
	size_t len = strlen(text);

	if (len > sizeof(buf))
		len = sizeof(buf);
	memcpy(buf, text, len);
	return osc_parse(buf, len, ret);
}

static void test_known(void)
{
	static const struct {
		const char *text;
		struct osc want;
	} cases[] = {
		{"\033]7501;state=working:app=codex" ST, {OSC_STATE, OSC_STATE_WORKING}},
		{"\033]7501;state=blocked:app=codex:kind=permission" ST,
			{OSC_STATE, OSC_STATE_BLOCKED}},
		{"\033]7501;app=x:state=idle\a", {OSC_STATE, OSC_STATE_IDLE}},
		{"\033]7501;app=x;state=done\a", {OSC_STATE, OSC_STATE_DONE}},
		{"\033]7501;state=clear\a", {OSC_STATE, OSC_STATE_CLEAR}},
		{"\033]0;\xe2\x97\x90 name\a", {OSC_TITLE, 0x25d0}},
		{"\033]2;Qwen - folder\a", {OSC_TITLE, 'Q'}},
		{"\033]0;\xc3\xa9t\xc3\xa9\a", {OSC_TITLE, 0xe9}},
		{"\033]0;\xf0\x9f\xa4\x96\a", {OSC_TITLE, 0x1f916}},
		{"\033]0;\a", {OSC_TITLE, 0}},
		{"\033]0;" ST, {OSC_TITLE, 0}},
		{"\033]9;4;3\a", {OSC_PROGRESS, OSC_PROGRESS_BUSY}},
		{"\033]9;4;1;50" ST, {OSC_PROGRESS, OSC_PROGRESS_SHARE}},
		{"\033]9;4;0;\a", {OSC_PROGRESS, OSC_PROGRESS_GONE}},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct osc osc;

		CHECK(parse(cases[i].text, &osc));
		CHECK_INT(osc.kind, cases[i].want.kind);
		CHECK_INT(osc.value, cases[i].want.value);
	}
}

static void test_unknown(void)
{
	static const char *const cases[] = {
		"",
		"\033",
		"\033]",
		"\033]0",
		"\033]0;",
		"\033[2J",
		"text",
		"]0;x\a",
		"\033]7501;?\a",
		"\033]7501;state=what\a",
		"\033]7501;state=",
		"\033]7501;app=x\a",
		"\033]7501;\astate=working",
		"\033]7501;mystate=working\a",
		"\033]1;icon\a",
		"\033]9;message\a",
		"\033]9;4\a",
		"\033]9;4;\a",
		"\033]9;4;7\a",
		"\033]8;;http://x\a",
		"\033]52;c;aGk=\a",
		"\033]10;?\a",
		"\033]75010;state=working\a",
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct osc osc;

		if (parse(cases[i], &osc)) {
			fprintf(stderr, "case %zu was taken for %u\n", i, osc.kind);
			exit(1);
		}
		CHECK_INT(osc.kind, OSC_NONE);
	}
}

/* Whatever the bytes, nothing is read beyond the buffer, which the sanitizers watch. */
static void test_any_bytes(void)
{
	static const char *const starts[] = {"\033]", "\033]0;", "\033]7501;", "\033]9;4;"};

	srand(1);
	for (unsigned i = 0; i < 200000; i++) {
		unsigned char *buf = malloc(OSC_LOOKED);
		const char *start = starts[i % 4];
		struct osc osc;

		for (unsigned k = 0; k < OSC_LOOKED; k++)
			buf[k] = "state=wobl:;\a\033\xff\xe2"[rand() % 17];
		memcpy(buf, start, strlen(start));
		osc_parse(buf, rand() % (OSC_LOOKED + 1), &osc);
		CHECK(osc.kind <= OSC_PROGRESS);
		free(buf);
	}
}

int main(void)
{
	test_known();
	test_unknown();
	test_any_bytes();
	return 0;
}
