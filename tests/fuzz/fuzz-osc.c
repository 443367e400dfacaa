/* SPDX-License-Identifier: MIT */
#include "bpf/declare.h"
#include "bpf/parser.h"
#include "fuzz.h"

/*
 * An output as the kernel programs look at it, and again split over writes: a command that ends
 * within what is looked at says the same, however it was written. Its first byte says where it is
 * split, whose titles they are, and whether tmux hands it on.
 */
#define MOST 128

struct told {
	struct osc_parser parser;
	struct channels channels;
	struct osc says[MOST];
	unsigned count;
};

static void note(struct told *told, bool says, __u32 dialect)
{
	if (!says)
		return;
	CHECK(told->parser.osc.kind != OSC_NONE && told->parser.osc.kind <= OSC_PROMPT);
	CHECK(told->count < MOST);
	told->says[told->count++] = told->parser.osc;
	declare_note(&told->channels, dialect, &told->parser.osc);
}

static void output(struct told *told, const uint8_t *data, size_t size, __u32 dialect)
{
	size_t looked = size < OSC_LOOKED ? size : OSC_LOOKED;

	told->count = 0;
	if (!size || !parser_wants(&told->parser, data[0]))
		return;
	parser_begin(&told->parser);
	for (size_t i = 0; i < looked && told->parser.at != OSC_AT_TEXT; i++)
		note(told, parser_step(&told->parser, data[i]), dialect);
	note(told, parser_end(&told->parser, looked < size), dialect);
	CHECK(told->parser.at <= OSC_AT_VALUE && told->parser.passed <= OSC_PASSED_ESCAPE);
}

/* As tmux hands it on: each ESC doubled, between its own two. */
static size_t wrap(const uint8_t *data, size_t size, uint8_t *ret)
{
	static const char BEGIN[] = "\033Ptmux;", END[] = "\033\\";
	size_t len = strlen(BEGIN);

	memcpy(ret, BEGIN, len);
	for (size_t i = 0; i < size; i++) {
		if (data[i] == 0x1b)
			ret[len++] = 0x1b;
		ret[len++] = data[i];
	}
	memcpy(ret + len, END, strlen(END));
	return len + strlen(END);
}

static void check_same(const struct told *one, const struct told *other)
{
	struct terminal t = {};
	__u8 source;

	CHECK_INT(one->count, other->count);
	for (unsigned i = 0; i < one->count; i++) {
		CHECK_INT(one->says[i].kind, other->says[i].kind);
		CHECK_INT(one->says[i].value, other->says[i].value);
		CHECK_INT(one->says[i].id, other->says[i].id);
	}
	t.channels = one->channels;
	CHECK_INT(declare_says(&one->channels, &source), declare_says(&other->channels, &source));
	terminal_declared(&t, 1);
	CHECK_INT(t.says, declare_says(&one->channels, &source));
}

/* The rest goes on in a second write, where the first ends within a command. */
static void check_split(
	const struct told *whole, const uint8_t *data, size_t size, size_t at, __u32 dialect)
{
	static struct told told;
	struct osc says[MOST];
	unsigned count;

	told = (struct told){};
	output(&told, data, at, dialect);
	if (told.parser.at == OSC_AT_GROUND)
		return; /* what follows may be anything */
	count = told.count;
	memcpy(says, told.says, sizeof(says));
	output(&told, data + at, size - at, dialect);
	CHECK(count + told.count <= MOST);
	memmove(told.says + count, told.says, told.count * sizeof(told.says[0]));
	memcpy(told.says, says, count * sizeof(says[0]));
	told.count += count;
	check_same(whole, &told);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct told whole;
	uint8_t wrapped[2 * OSC_LOOKED + 16];
	__u32 dialect;
	size_t at;

	if (size < 2 || size > 4096)
		return 0;
	dialect = data[0] % (DIALECT_QWEN + 1);
	at = data[1] & 0x3f;
	data += 2;
	size -= 2;
	cursor_find(data, (int)size);
	if (data[-1] & 0x80) {
		size = wrap(data, size < OSC_LOOKED ? size : OSC_LOOKED, wrapped);
		data = wrapped;
	}
	whole = (struct told){};
	output(&whole, data, size, dialect);
	if (size <= OSC_LOOKED && at > 0 && at < size)
		check_split(&whole, data, size, at, dialect);
	/* Goes on from wherever that left it. */
	output(&whole, data, size, dialect);
	return 0;
}
