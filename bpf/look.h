/* SPDX-License-Identifier: MIT */
#ifndef BPF_LOOK_H
#define BPF_LOOK_H

#include "cursor.h"
#include "osc.h"

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

struct look {
	struct osc osc;
	__u32 cursor; /* enum terminal_cursor */
};

/*
 * The kind (upper half) and value of the command that LEN bytes of TEXT begin with, 0 for none. A
 * global function is verified by itself: inlined, each of its paths was walked with all that
 * follows (on_sys_enter: 106,000 instructions and 83 ms, of the 100 ms a start may take).
 */
__attribute__((noinline)) __u64 look_osc(const struct look_head *text, __u64 len)
{
	struct osc osc = {};

	if (!text || !osc_parse(text->bytes, len, &osc))
		return 0;
	return (__u64)osc.kind << 32 | osc.value;
}

__attribute__((noinline)) __u32 look_cursor_head(const struct look_head *text)
{
	return text ? cursor_find(text->bytes, sizeof(text->bytes)) : TERMINAL_CURSOR_UNKNOWN;
}

__attribute__((noinline)) __u32 look_cursor_tail(const struct look_tail *text)
{
	return text ? cursor_find(text->bytes, sizeof(text->bytes)) : TERMINAL_CURSOR_UNKNOWN;
}

/* An output that begins with HEAD, of LEN bytes, and ends with TAIL. */
static __always_inline void look_at(
	const struct look_head *head, __u64 len, const struct look_tail *tail, struct look *ret)
{
	__u64 found = 0;

	if (osc_enabled && osc_begins(head->bytes))
		found = look_osc(head, len);
	ret->osc.kind = found >> 32;
	ret->osc.value = (__u32)found;
	if (!cursor_enabled)
		return;
	ret->cursor = look_cursor_tail(tail);
	if (!ret->cursor)
		ret->cursor = look_cursor_head(head);
}

#endif
