/* SPDX-License-Identifier: MIT */
#ifndef BPF_LOOK_H
#define BPF_LOOK_H

#include "cursor.h"
#include "declare.h"
#include "event.h"
#include "parser.h"

#include <bpf/bpf_helpers.h>

/*
 * The one look that is taken at an output of a watched session: at its first 64 bytes, and at its
 * last 16 where it is longer. What is found are a few small numbers.
 */

/* Set by the collector before loading. */
const volatile _Bool osc_enabled = 1;
const volatile _Bool cursor_enabled = 1;

/* The two parts, zero beyond what was written. */
struct look_head {
	unsigned char bytes[OSC_LOOKED];
};

struct look_tail {
	unsigned char bytes[CURSOR_TAIL];
};

/* What an output said by the commands it begins with. */
enum look_said {
	LOOK_DECLARED = 1 << 0,
	LOOK_ASKED = 1 << 1, /* the terminal something, and did nothing else */
};

struct look {
	__u32 said;   /* enum look_said */
	__u32 cursor; /* enum terminal_cursor */
};

/*
 * A global function is verified by itself, and the body of bpf_loop (5.17) once: inlined, each of
 * their paths was walked with all that follows (on_sys_enter: 106,000 instructions and 83 ms, of
 * the 100 ms a start may take).
 */
#define LOOK_ALONE __attribute__((noinline))

LOOK_ALONE __u32 look_note(struct slot *slot)
{
	if (!slot)
		return 0;
	declare_note(&slot->terminal.channels, slot->terminal.dialect, &slot->parser.osc);
	return LOOK_DECLARED;
}

LOOK_ALONE __u32 look_byte(struct slot *slot, __u8 byte)
{
	return slot && parser_step(&slot->parser, byte);
}

struct look_commands {
	struct slot *slot;
	const struct look_head *head;
	__u32 said;
};

static long look_step(__u32 at, void *data)
{
	struct look_commands *c = data;

	if (look_byte(c->slot, c->head->bytes[at % OSC_LOOKED]))
		c->said |= look_note(c->slot);
	return c->slot->parser.at == OSC_AT_TEXT;
}

/* CUT: more of the output follows than the LEN bytes in HEAD. */
LOOK_ALONE __u32 look_commands(
	struct slot *slot, const struct look_head *head, __u32 len, __u32 cut)
{
	struct look_commands c = {.slot = slot, .head = head};

	if (!slot || !head)
		return 0;
	parser_begin(&slot->parser);
	bpf_loop(len, look_step, &c, 0);
	if (parser_end(&slot->parser, cut))
		c.said |= look_note(slot);
	if (parser_only_asked(&slot->parser))
		c.said |= LOOK_ASKED;
	return c.said;
}

LOOK_ALONE __u32 look_cursor_head(const struct look_head *text)
{
	return text ? cursor_find(text->bytes, sizeof(text->bytes)) : TERMINAL_CURSOR_UNKNOWN;
}

LOOK_ALONE __u32 look_cursor_tail(const struct look_tail *text)
{
	return text ? cursor_find(text->bytes, sizeof(text->bytes)) : TERMINAL_CURSOR_UNKNOWN;
}

/* An output that begins with the LEN bytes of HEAD and ends with TAIL; CUT: with more between. */
static __always_inline struct look look_at(struct slot *slot, const struct look_head *head,
	__u32 len, bool cut, const struct look_tail *tail)
{
	struct look found = {};

	if (osc_enabled && parser_wants(&slot->parser, head->bytes[0]))
		found.said = look_commands(slot, head, len, cut);
	if (!cursor_enabled)
		return found;
	found.cursor = look_cursor_tail(tail);
	if (!found.cursor)
		found.cursor = look_cursor_head(head);
	return found;
}

#endif
