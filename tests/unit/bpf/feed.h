/* SPDX-License-Identifier: MIT */
#ifndef TESTS_UNIT_BPF_FEED_H
#define TESTS_UNIT_BPF_FEED_H

#include "bpf/parser.h"
#include "tests/check.h"

/* An output as the kernel programs look at it (bpf/watched.h). */
#define FEED_MOST 16

struct feed {
	struct osc_parser parser;
	struct osc osc[FEED_MOST]; /* what the last output said */
	unsigned count;
	bool asked;
};

static inline void feed_note(struct feed *f, bool says)
{
	if (!says)
		return;
	CHECK(f->count < FEED_MOST);
	f->osc[f->count++] = f->parser.osc;
}

static inline void feed_bytes(struct feed *f, const char *text, size_t len)
{
	size_t looked = len < OSC_LOOKED ? len : OSC_LOOKED;

	f->count = 0;
	f->asked = false;
	if (len == 0 || !parser_wants(&f->parser, text[0]))
		return;
	parser_begin(&f->parser);
	for (size_t i = 0; i < looked && f->parser.at != OSC_AT_TEXT; i++)
		feed_note(f, parser_step(&f->parser, text[i]));
	feed_note(f, parser_end(&f->parser, looked < len));
	f->asked = parser_only_asked(&f->parser);
}

static inline void feed(struct feed *f, const char *text)
{
	feed_bytes(f, text, strlen(text));
}

/* The first output of a terminal. */
static inline void feed_first(struct feed *f, const char *text)
{
	*f = (struct feed){};
	feed(f, text);
}

#endif
