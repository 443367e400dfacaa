/* SPDX-License-Identifier: MIT */
#include "proto/frame.h"
#include "tests/check.h"

#include <errno.h>

static const char *encoded(const struct frame *frame)
{
	static char text[FRAME_MAX + 1];
	ssize_t len = frame_encode(frame, text);

	CHECK(len > 0 && len <= FRAME_MAX);
	text[len] = '\0';
	CHECK(text[len - 1] == '\n' && strchr(text, '\n') == text + len - 1);
	return text;
}

static struct frame session_named(const char *name)
{
	struct frame f = {.type = FRAME_SESSION,
		.session = {.id = "4711-88",
			.pid = 4711,
			.uid = 1000,
			.source = "claude-code",
			.tty = "pts/3",
			.tty_dev = 25,
			.state = SESSION_WAITING,
			.reason = SESSION_BY_QUIET,
			.kind = SESSION_KIND_FINISHED,
			.since_ms = 1795460016152,
			.worked_ms = 48210,
			.started_ms = 1795460000000,
			.seq = 7}};

	snprintf(f.session.name, sizeof(f.session.name), "%s", name);
	return f;
}

static void test_every_type(void)
{
	struct frame f = {.type = FRAME_HELLO,
		.hello = {.protocol = 1, .version = "0.1.0", .probe = "tty", .threshold_ms = 1000}};

	CHECK_STR(encoded(&f),
		"{\"type\":\"hello\",\"protocol\":1,\"version\":\"0.1.0\","
		"\"probe\":\"tty\",\"threshold_ms\":1000}\n");
	f = session_named("claude");
	CHECK_STR(encoded(&f),
		"{\"type\":\"session\",\"id\":\"4711-88\",\"pid\":4711,\"uid\":1000,\"name\":"
		"\"claude\","
		"\"source\":\"claude-code\",\"tty\":\"pts/"
		"3\",\"tty_dev\":25,\"state\":\"waiting\",\"reason\":\"quiet\","
		"\"kind\":\"finished\",\"since_ms\":1795460016152,\"worked_ms\":48210,"
		"\"started_ms\":1795460000000,\"seq\":7}\n");
	f = (struct frame){.type = FRAME_SYNCED};
	CHECK_STR(encoded(&f), "{\"type\":\"synced\"}\n");
	f = (struct frame){.type = FRAME_INPUT, .input = {.id = "4711-88"}};
	CHECK_STR(encoded(&f), "{\"type\":\"input\",\"id\":\"4711-88\"}\n");
}

static void test_ends(void)
{
	struct frame f = session_named("x");

	f.session.state = SESSION_EXITED;
	f.session.kind = SESSION_KIND_NONE;
	CHECK(!strstr(encoded(&f), "exit\":{") && !strstr(encoded(&f), "kind"));
	f.session.has_exit = true;
	f.session.exit_code = 3;
	CHECK(strstr(encoded(&f), ",\"exit\":{\"code\":3}}"));
	f.session.exit_signal = 11;
	f.session.exit_core = true;
	CHECK(strstr(encoded(&f), ",\"exit\":{\"signal\":11,\"core\":true}}"));
}

/* Any user picks the name of a process. */
static void test_hostile_names(void)
{
	static const struct {
		const char *name, *want;
	} CASES[] = {
		{"a\"b\\c", "a\\\"b\\\\c"}, {"a\nb\x1b[2J\x7f", "a\\u000ab\\u001b[2J\\u007f"},
		{"\xc2\x9b\x33m", "\\u009b3m"}, /* CSI as one character */
		{"\xc3\xa4\xe2\x9c\xb3\xf0\x9f\x98\x80", "\xc3\xa4\xe2\x9c\xb3\xf0\x9f\x98\x80"},
		{"\xff\xfe", "\xef\xbf\xbd\xef\xbf\xbd"},
		{"\xc0\x80", "\xef\xbf\xbd\xef\xbf\xbd"},                 /* overlong */
		{"\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"}, /* surrogate */
		{"a\xe2\x9c", "a\xef\xbf\xbd\xef\xbf\xbd"},               /* cut off */
	};

	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		struct frame f = session_named(CASES[i].name);
		char want[256];

		snprintf(want, sizeof(want), "\"name\":\"%s\",", CASES[i].want);
		CHECK(strstr(encoded(&f), want));
	}
}

static void test_basis(void)
{
	struct frame f = session_named("x");

	CHECK(!strstr(encoded(&f), "basis"));
	f.session.basis = (struct basis){.known = true};
	CHECK(strstr(encoded(&f),
		",\"seq\":7,\"basis\":{\"frames\":0,\"frames_ms\":0,\"quiet_ms\":0}}"));
	f.session.basis = (struct basis){.known = true,
		.mode = BASIS_MODE_RAW,
		.says = BASIS_SAYS_BLOCKED,
		.cursor = BASIS_CURSOR_HIDDEN,
		.says_ms = 1,
		.frames = 2,
		.frames_ms = 3,
		.quiet_ms = UINT32_MAX};
	CHECK(strstr(encoded(&f),
		"{\"frames\":2,\"frames_ms\":3,\"quiet_ms\":4294967295,\"mode\":\"raw\","
		"\"cursor\":\"hidden\",\"says\":\"blocked\",\"says_ms\":1}}"));
}

static void test_bound(void)
{
	struct frame f = session_named("");
	char buf[FRAME_MAX];

	memset(f.session.name, 1, sizeof(f.session.name) - 1);
	memset(f.session.source, 1, sizeof(f.session.source) - 1);
	memset(f.session.tty, 1, sizeof(f.session.tty) - 1);
	CHECK_INT(frame_encode(&f, buf), -EMSGSIZE);
	f.session.tty[0] = '\0';
	encoded(&f);
	/* What is only for explaining never makes a frame too long. */
	f.session.basis.known = true;
	CHECK(!strstr(encoded(&f), "basis"));
	CHECK(strstr(encoded(&f), "\"seq\":7}"));
}

int main(void)
{
	test_every_type();
	test_ends();
	test_hostile_names();
	test_basis();
	test_bound();
	return 0;
}
