/* SPDX-License-Identifier: MIT */
#include "proto/frame.h"
#include "tests/check.h"

#include <errno.h>

#define SESSION                                                                             \
	"{\"type\":\"session\",\"id\":\"4711-8812345\",\"pid\":4711,\"uid\":1000,\"name\":" \
	"\"claude\",\"source\":\"claude-code\",\"tty\":\"pts/"                              \
	"3\",\"state\":\"waiting\",\"reason\":"                                             \
	"\"quiet\",\"kind\":\"finished\",\"since_ms\":1795460016152,\"worked_ms\":48210,"   \
	"\"started_ms\":1795459000000,\"seq\":7}\n"

static int decode(const char *text, struct frame *ret)
{
	return frame_decode(text, strlen(text), ret);
}

/* SESSION with its first FROM replaced by TO. */
static int decode_with(const char *from, const char *to, struct frame *ret)
{
	char text[4 * FRAME_MAX];
	const char *at = strstr(SESSION, from);

	CHECK(at != NULL);
	snprintf(text, sizeof(text), "%.*s%s%s", (int)(at - SESSION), SESSION, to,
		at + strlen(from));
	return decode(text, ret);
}

static void test_session(void)
{
	struct frame f;

	CHECK_INT(decode(SESSION, &f), 0);
	CHECK_INT(f.type, FRAME_SESSION);
	CHECK_STR(f.session.id, "4711-8812345");
	CHECK_INT(f.session.pid, 4711);
	CHECK_INT(f.session.uid, 1000);
	CHECK_STR(f.session.name, "claude");
	CHECK_STR(f.session.source, "claude-code");
	CHECK_STR(f.session.tty, "pts/3");
	CHECK_INT(f.session.state, SESSION_WAITING);
	CHECK_INT(f.session.reason, SESSION_BY_QUIET);
	CHECK_INT(f.session.kind, SESSION_KIND_FINISHED);
	CHECK_INT(f.session.since_ms, 1795460016152);
	CHECK_INT(f.session.worked_ms, 48210);
	CHECK_INT(f.session.started_ms, 1795459000000);
	CHECK_INT(f.session.seq, 7);
	CHECK(!f.session.has_exit);
	CHECK_INT(f.session.tty_dev, 0);
	CHECK_INT(decode_with("\"state\"", "\"tty_dev\":25,\"state\"", &f), 0);
	CHECK_INT(f.session.tty_dev, 25);
	CHECK_INT(decode_with("\"state\"", "\"tty_dev\":-1,\"state\"", &f), -EBADMSG);
	CHECK_INT(decode_with("\"state\"", "\"tty_dev\":\"x\",\"state\"", &f), -EBADMSG);
}

static void test_basis(void)
{
	struct frame f;

	CHECK_INT(decode(SESSION, &f), 0);
	CHECK(!f.session.basis.known);
	CHECK_INT(decode_with("\"state\"",
			  "\"basis\":{\"frames\":2,\"frames_ms\":3,\"quiet_ms\":4,\"mode\":"
			  "\"line\",\"cursor\":\"shown\",\"says\":\"done\",\"says_ms\":1},"
			  "\"state\"",
			  &f),
		0);
	CHECK(f.session.basis.known);
	CHECK_INT(f.session.basis.mode, BASIS_MODE_LINE);
	CHECK_INT(f.session.basis.says, BASIS_SAYS_DONE);
	CHECK_INT(f.session.basis.cursor, BASIS_CURSOR_SHOWN);
	CHECK_INT(f.session.basis.says_ms, 1);
	CHECK_INT(f.session.basis.frames, 2);
	CHECK_INT(f.session.basis.frames_ms, 3);
	CHECK_INT(f.session.basis.quiet_ms, 4);
	/* Of a later version, another word. */
	CHECK_INT(decode_with("\"state\"",
			  "\"basis\":{\"frames\":0,\"frames_ms\":0,\"quiet_ms\":0,\"mode\":"
			  "\"round\"},\"state\"",
			  &f),
		0);
	CHECK_INT(f.session.basis.mode, BASIS_MODE_UNKNOWN);
	CHECK_INT(decode_with("\"state\"", "\"basis\":{\"frames\":-1},\"state\"", &f), -EBADMSG);
	CHECK_INT(decode_with("\"state\"", "\"basis\":7,\"state\"", &f), -EBADMSG);
}

static void test_exit(void)
{
	struct frame f;
	const char *const state = "\"state\":\"waiting\"";

	CHECK_INT(decode_with(state, "\"exit\":{\"code\":3},\"state\":\"exited\"", &f), 0);
	CHECK(f.session.has_exit);
	CHECK_INT(f.session.exit_code, 3);
	CHECK_INT(f.session.exit_signal, 0);
	CHECK_INT(decode_with(
			  state, "\"exit\":{\"signal\":9,\"core\":true},\"state\":\"exited\"", &f),
		0);
	CHECK_INT(f.session.exit_signal, 9);
	CHECK(f.session.exit_core);
	/* A living session has no end; an end has a signal or a code. */
	CHECK_INT(decode_with(state, "\"exit\":{\"code\":3},\"state\":\"working\"", &f), -EBADMSG);
	CHECK_INT(decode_with(state, "\"exit\":{},\"state\":\"exited\"", &f), -EBADMSG);
	CHECK_INT(decode_with(state, "\"exit\":7,\"state\":\"exited\"", &f), -EBADMSG);
	CHECK_INT(decode_with(state, "\"exit\":{\"signal\":1000},\"state\":\"exited\"", &f),
		-EBADMSG);
}

static void test_others(void)
{
	struct frame f;

	CHECK_INT(decode("{\"type\":\"hello\",\"protocol\":1,\"version\":\"0.1.0\",\"probe\":"
			 "\"tty\",\"threshold_ms\":1000}\n",
			  &f),
		0);
	CHECK_INT(f.type, FRAME_HELLO);
	CHECK_INT(f.hello.protocol, 1);
	CHECK_STR(f.hello.version, "0.1.0");
	CHECK_STR(f.hello.probe, "tty");
	CHECK_INT(f.hello.threshold_ms, 1000);
	CHECK_INT(decode("{\"type\":\"synced\"}\n", &f), 0);
	CHECK_INT(f.type, FRAME_SYNCED);
	CHECK_INT(decode("{\"type\":\"input\",\"id\":\"1-2\"}\n", &f), 0);
	CHECK_INT(f.type, FRAME_INPUT);
	CHECK_STR(f.input.id, "1-2");
}

static void test_future(void)
{
	struct frame f = {.type = FRAME_INPUT};

	CHECK_INT(decode("{\"type\":\"weather\",\"sun\":true}\n", &f), FRAME_E_UNKNOWN);
	CHECK_INT(f.type, FRAME_INPUT);
	CHECK_INT(decode_with("\"uid\"", "\"mood\":[1,{}],\"uid\"", &f), 0);
	CHECK_INT(decode_with(",\"kind\":\"finished\"", "", &f), 0);
	CHECK_INT(f.session.kind, SESSION_KIND_NONE);
	CHECK(!f.session.kind_known);
	/* Nothing tells; and a kind of a collector that does not say how it knows. */
	CHECK_INT(decode_with(",\"kind\":\"finished\"", ",\"kind_reason\":\"quiet\"", &f), 0);
	CHECK(f.session.kind_known);
	CHECK_INT(f.session.kind_reason, SESSION_BY_QUIET);
	CHECK_INT(decode_with(",\"kind\":\"finished\"", ",\"kind\":\"attention\"", &f), 0);
	CHECK(f.session.kind_known);
	CHECK_INT(decode_with(",\"kind\":\"finished\"", ",\"kind_reason\":7", &f), -EBADMSG);
	CHECK_INT(decode_with(",\"kind\":\"finished\"", ",\"kind_reason\":\"\"", &f), -EBADMSG);
}

static void test_not_frames(void)
{
	static const char *const BAD[] = {
		"",
		"\n",
		"{}",
		"{}\n",
		"[]\n",
		"null\n",
		"{\"type\":7}\n",
		"{\"type\":\"synced\"}",                            /* no newline */
		"{\"type\":\"synced\"}\n\n",                        /* two */
		"{\"type\":\n\"synced\"}\n",                        /* one inside */
		"{\"type\":\"synced\"}{}\n",                        /* more than one object */
		"{\"type\":\"input\",\"id\":\"1\",\"id\":\"2\"}\n", /* a key twice */
		"{\"type\":\"input\"}\n",
		"{\"type\":\"input\",\"id\":\"\"}\n",
		"{\"type\":\"input\",\"id\":\"a\\u0000b\"}\n",
		"{\"type\":\"input\",\"id\":\"\xff\"}\n",
		"{\"type\":\"hello\",\"protocol\":0,\"version\":\"\",\"probe\":\"\","
		"\"threshold_ms\":1}\n",
	};
	struct frame f;

	for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++)
		CHECK_INT(decode(BAD[i], &f), -EBADMSG);
	CHECK_INT(frame_decode("{\"type\":\"synced\"}\n\0", 19, &f), -EBADMSG);
}

static void test_bad_fields(void)
{
	static const struct {
		const char *from, *to;
	} BAD[] = {
		{"4711,", "0,"},
		{"4711,", "-1,"},
		{"4711,", "2147483648,"},
		{"4711,", "4711.5,"},
		{"4711,", "\"4711\","},
		{"\"uid\":1000", "\"uid\":-1"},
		{"\"uid\":1000,", ""},
		{"\"claude\"", "7"},
		{"\"waiting\"", "\"dreaming\""},
		{"\"waiting\"", "null"},
		{"\"quiet\"", "\"magic\""},
		{"\"finished\"", "\"lost\""},
		{"\"finished\"", "1"},
		{"48210", "-1"},
		{"1795460016152", "99999999999999999999"},
		{"\"seq\":7", "\"seq\":-7"},
	};
	struct frame f;

	for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++)
		CHECK_INT(decode_with(BAD[i].from, BAD[i].to, &f), -EBADMSG);
}

static void test_bounds(void)
{
	char word[201] = {0}, quoted[256], text[FRAME_MAX + 2];
	struct frame f;

	memset(word, 'x', 200);
	snprintf(quoted, sizeof(quoted), "\"%s\"", word);
	CHECK_INT(decode_with("\"4711-8812345\"", quoted, &f), -EBADMSG);
	/* Names are cut where a character begins: after 62 bytes there is half of one. */
	memcpy(word + 62, "é", 2);
	snprintf(quoted, sizeof(quoted), "\"%s\"", word);
	CHECK_INT(decode_with("\"claude\"", quoted, &f), 0);
	CHECK_INT(strlen(f.session.name), 62);

	memset(text, ' ', sizeof(text));
	memcpy(text, "{\"type\":\"synced\"}", 17);
	text[FRAME_MAX - 1] = '\n';
	CHECK_INT(frame_decode(text, FRAME_MAX, &f), 0);
	text[FRAME_MAX - 1] = ' ';
	text[FRAME_MAX] = '\n';
	CHECK_INT(frame_decode(text, FRAME_MAX + 1, &f), -EBADMSG);
	/* Nested as deep as it fits. */
	memset(text, '[', FRAME_MAX - 1);
	text[FRAME_MAX - 1] = '\n';
	CHECK_INT(frame_decode(text, FRAME_MAX, &f), -EBADMSG);
}

/* Each way to cut it short. */
static void test_truncated(void)
{
	char text[FRAME_MAX];
	struct frame f;

	for (size_t len = 0; len + 1 < strlen(SESSION); len++) {
		memcpy(text, SESSION, len);
		text[len] = '\n';
		if (len + 2 < strlen(SESSION))
			CHECK_INT(frame_decode(text, len + 1, &f), -EBADMSG);
	}
}

static void test_round_trip(void)
{
	struct frame in = {.type = FRAME_SESSION}, out;
	char buf[FRAME_MAX];
	ssize_t len;

	CHECK_INT(decode(SESSION, &in), 0);
	strcpy(in.session.name, "a\"\\\n\x1b[31mü");
	in.session.state = SESSION_EXITED;
	in.session.kind = SESSION_KIND_NONE;
	in.session.has_exit = true;
	in.session.exit_signal = 11;
	in.session.exit_core = true;
	len = frame_encode(&in, buf);
	CHECK(len > 0);
	CHECK_INT(frame_decode(buf, (size_t)len, &out), 0);
	CHECK_STR(out.session.name, in.session.name);
	CHECK_INT(out.session.state, SESSION_EXITED);
	CHECK_INT(out.session.exit_signal, 11);
	CHECK(out.session.exit_core);
	CHECK_INT(out.session.since_ms, in.session.since_ms);
}

int main(void)
{
	test_session();
	test_basis();
	test_exit();
	test_others();
	test_future();
	test_not_frames();
	test_bad_fields();
	test_bounds();
	test_truncated();
	test_round_trip();
	return 0;
}
