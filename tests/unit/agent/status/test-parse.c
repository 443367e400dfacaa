/* SPDX-License-Identifier: MIT */
#include "agent/status/parse.h"
#include "tests/check.h"

#define ID    "4711-8812345"
#define WHOSE "\"pid\":4711,\"procStart\":\"8812345\""

static struct status_claim parse(const char *text, gsize len)
{
	const struct status_source *source = status_source_find("claude-code");

	CHECK(source != NULL);
	return status_parse(source, ID, text, len);
}

static enum status_word word(const char *text)
{
	return parse(text, strlen(text)).word;
}

/* As Claude Code 2.1.332 writes it. */
static void test_real(void)
{
	static const char TEXT[] =
		"{" WHOSE
		",\"sessionId\":\"b0f2\",\"cwd\":\"/home/me/busy\",\"startedAt\":1795460000000,"
		"\"version\":\"2.1.332\",\"peerProtocol\":1,\"kind\":\"interactive\","
		"\"entrypoint\":\"cli\","
		"\"tmux\":\"m:@0.%0\",\"status\":\"waiting\",\"waitingFor\":\"permission prompt\","
		"\"updatedAt\":1795460016152,\"statusUpdatedAt\":1795460016151}";
	struct status_claim claim = parse(TEXT, strlen(TEXT));

	CHECK_INT(claim.word, STATUS_ASKS);
	CHECK_INT(claim.at_ms, 1795460016151);
}

static void test_words(void)
{
	CHECK_INT(word("{" WHOSE ",\"status\":\"busy\"}"), STATUS_BUSY);
	CHECK_INT(word("{" WHOSE ",\"status\":\"idle\"}"), STATUS_IDLE);
	CHECK_INT(word("{" WHOSE ",\"status\":\"shell\"}"), STATUS_SHELL);
	CHECK_INT(word("{" WHOSE ",\"status\":\"waiting\",\"waitingFor\":\"input needed\"}"),
		STATUS_ASKS);
	CHECK_INT(word("{" WHOSE ",\"status\":\"waiting\",\"waitingFor\":\"dialog open\"}"),
		STATUS_DIALOG);
	CHECK_INT(word("{" WHOSE ",\"status\":\"idle\",\"waitingFor\":7}"), STATUS_IDLE);
	/* A new file, and what a later version may say. */
	CHECK_INT(word("{" WHOSE "}"), STATUS_NOTHING);
	CHECK_INT(word("{" WHOSE ",\"status\":\"dreaming\"}"), STATUS_NOTHING);
	CHECK_INT(word("{" WHOSE ",\"status\":\"\"}"), STATUS_NOTHING);
	CHECK_INT(word("{" WHOSE ",\"status\":\"waiting\"}"), STATUS_NOTHING);
	CHECK_INT(word("{" WHOSE ",\"status\":\"waiting\",\"waitingFor\":\"godot\"}"),
		STATUS_NOTHING);
	CHECK_INT(word("{" WHOSE ",\"status\":\"waiting\",\"waitingFor\":[]}"), STATUS_NOTHING);
}

static void test_times(void)
{
	static const char *const NONE[] = {
		"{" WHOSE ",\"status\":\"busy\"}",
		"{" WHOSE ",\"status\":\"busy\",\"statusUpdatedAt\":\"1\"}",
		"{" WHOSE ",\"status\":\"busy\",\"statusUpdatedAt\":1e300}",
		"{" WHOSE ",\"status\":\"busy\",\"statusUpdatedAt\":{}}",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(NONE); i++) {
		CHECK_INT(word(NONE[i]), STATUS_BUSY);
		CHECK_INT(parse(NONE[i], strlen(NONE[i])).at_ms, 0);
	}
}

static void test_another_process(void)
{
	CHECK_INT(word("{\"pid\":4712,\"procStart\":\"8812345\",\"status\":\"busy\"}"),
		STATUS_NOTHING);
	CHECK_INT(word("{\"pid\":4711,\"procStart\":\"8812344\",\"status\":\"busy\"}"),
		STATUS_NOTHING);
	CHECK_INT(word("{\"pid\":4711,\"procStart\":\"88123450\",\"status\":\"busy\"}"),
		STATUS_NOTHING);
	CHECK_INT(word("{\"pid\":4711,\"status\":\"busy\"}"), STATUS_NOTHING);
	CHECK_INT(word("{\"procStart\":\"8812345\",\"status\":\"busy\"}"), STATUS_NOTHING);
	CHECK_INT(word("{\"pid\":\"4711\",\"procStart\":\"8812345\",\"status\":\"busy\"}"),
		STATUS_NOTHING);
	CHECK_INT(word("{\"pid\":4711,\"procStart\":null,\"status\":\"busy\"}"), STATUS_NOTHING);
	CHECK_INT(word("{\"pid\":4711,\"procStart\":[\"8812345\"],\"status\":\"busy\"}"),
		STATUS_NOTHING);
}

static void test_no_json(void)
{
	static const char *const TEXTS[] = {
		"",
		" ",
		"busy",
		"null",
		"[]",
		"\"" WHOSE "\"",
		"{" WHOSE ",\"status\":\"busy\"",
		"{" WHOSE ",\"status\":\"busy\"} {}",
		"{" WHOSE ",\"status\":\"busy\",\"status\":\"idle\"}",
		"{" WHOSE ",\"status\":7}",
		"{" WHOSE ",\"status\":{\"busy\":true}}",
		"{" WHOSE ",\"status\":\"bu\\u0000sy\"}",
		"{" WHOSE ",\"status\":\"\xff\xfe\"}",
	};
	static const char NUL[] = "{" WHOSE ",\"status\":\"busy\0\"}";

	for (gsize i = 0; i < G_N_ELEMENTS(TEXTS); i++)
		CHECK_INT(word(TEXTS[i]), STATUS_NOTHING);
	CHECK_INT(parse(NUL, sizeof(NUL) - 1).word, STATUS_NOTHING);
	CHECK_INT(parse("\0\0\0\0", 4).word, STATUS_NOTHING);
}

/* BEFORE, then LEN bytes of FILL, then AFTER. */
static enum status_word word_around(const char *before, char fill, gsize len, const char *after)
{
	g_autofree char *middle = g_strnfill(len, fill);
	g_autofree char *text = g_strconcat(before, middle, after, NULL);

	return word(text);
}

static void test_large(void)
{
	const char *before = "{" WHOSE ",\"status\":\"busy\",\"cwd\":\"", *after = "\"}";
	gsize room = STATUS_FILE_MAX - strlen(before) - strlen(after);

	CHECK_INT(word_around(before, 'a', room, after), STATUS_BUSY);
	CHECK_INT(word_around(before, 'a', room + 1, after), STATUS_NOTHING);
	CHECK_INT(word_around("", '[', STATUS_FILE_MAX, ""), STATUS_NOTHING);
	CHECK_INT(word_around("{\"status\":", '[', STATUS_FILE_MAX - 20, ""), STATUS_NOTHING);
	CHECK_INT(word_around("", '9', STATUS_FILE_MAX, ""), STATUS_NOTHING);
}

int main(void)
{
	test_real();
	test_words();
	test_times();
	test_another_process();
	test_no_json();
	test_large();
	CHECK(status_source_find("codex") == NULL);
	return 0;
}
