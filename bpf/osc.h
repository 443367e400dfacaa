/* SPDX-License-Identifier: MIT */
#ifndef BPF_OSC_H
#define BPF_OSC_H

#include <linux/types.h>
#include <stdbool.h>

/*
 * Operating system commands, ESC ] ..., the messages of a program to its terminal. Of the few that
 * tell what the program does one small number is kept, and nothing else of any output.
 */
#define OSC_LOOKED 64 /* bytes of an output that are looked at */

enum osc_kind {
	OSC_NONE,
	OSC_STATE, /* OSC 7501; value: enum osc_state */
	OSC_TITLE, /* OSC 0 and 2; value: the first character's code point, 0 for an empty title */
	OSC_PROGRESS, /* OSC 9;4; value: enum osc_progress */
};

enum osc_state {
	OSC_STATE_CLEAR, /* takes back what was declared */
	OSC_STATE_WORKING,
	OSC_STATE_BLOCKED,
	OSC_STATE_IDLE,
	OSC_STATE_DONE,
};

enum osc_progress {
	OSC_PROGRESS_GONE,
	OSC_PROGRESS_SHARE, /* of a known whole */
	OSC_PROGRESS_ERROR,
	OSC_PROGRESS_BUSY, /* for as long as it takes */
	OSC_PROGRESS_PAUSED,
};

struct osc {
	__u32 kind; /* enum osc_kind */
	__u32 value;
};

/* True when the byte ends a command: BEL, or ESC of the string terminator. */
static inline __attribute__((always_inline)) bool osc_ends(unsigned char c)
{
	return c == 0x07 || c == 0x1b;
}

/* The first character of UTF-8 text at P, of which four bytes can be read; 0 where it is none. */
static inline __attribute__((always_inline)) __u32 osc_character(const unsigned char *p)
{
	if (osc_ends(p[0]))
		return 0;
	if (p[0] < 0x80)
		return p[0];
	if ((p[0] & 0xe0) == 0xc0)
		return (p[0] & 0x1f) << 6 | (p[1] & 0x3f);
	if ((p[0] & 0xf0) == 0xe0)
		return (p[0] & 0x0f) << 12 | (p[1] & 0x3f) << 6 | (p[2] & 0x3f);
	if ((p[0] & 0xf8) == 0xf0)
		return (p[0] & 0x07) << 18 | (p[1] & 0x3f) << 12 | (p[2] & 0x3f) << 6 |
			(p[3] & 0x3f);
	return 0;
}

static inline __attribute__((always_inline)) bool osc_state_word(
	const unsigned char *p, __u32 *ret_value)
{
	if (p[0] == 'w' && p[1] == 'o' && p[2] == 'r' && p[3] == 'k')
		*ret_value = OSC_STATE_WORKING;
	else if (p[0] == 'b' && p[1] == 'l' && p[2] == 'o' && p[3] == 'c')
		*ret_value = OSC_STATE_BLOCKED;
	else if (p[0] == 'i' && p[1] == 'd' && p[2] == 'l' && p[3] == 'e')
		*ret_value = OSC_STATE_IDLE;
	else if (p[0] == 'd' && p[1] == 'o' && p[2] == 'n' && p[3] == 'e')
		*ret_value = OSC_STATE_DONE;
	else if (p[0] == 'c' && p[1] == 'l' && p[2] == 'e' && p[3] == 'a')
		*ret_value = OSC_STATE_CLEAR;
	else
		return false;
	return true;
}

/* Looks for the key "state=" among the key=value pairs of OSC 7501, the first of which is at 7. */
static inline __attribute__((always_inline)) bool osc_state(
	const unsigned char *buf, __u32 *ret_value)
{
	for (int i = 7; i < OSC_LOOKED - 10; i++) {
		if (osc_ends(buf[i]))
			return false;
		if ((buf[i - 1] == ';' || buf[i - 1] == ':') && buf[i] == 's' &&
			buf[i + 1] == 't' && buf[i + 2] == 'a' && buf[i + 3] == 't' &&
			buf[i + 4] == 'e' && buf[i + 5] == '=')
			return osc_state_word(buf + i + 6, ret_value);
	}
	return false;
}

static inline __attribute__((always_inline)) bool osc_begins(const unsigned char *buf)
{
	return buf[0] == 0x1b && buf[1] == ']';
}

/*
 * Parses the beginning of an output: BUF is OSC_LOOKED bytes, zero beyond the LEN that were copied.
 * False where it tells nothing about the program's state.
 */
static inline __attribute__((always_inline)) bool osc_parse(
	const unsigned char *buf, __u64 len, struct osc *ret)
{
	ret->kind = OSC_NONE;
	ret->value = 0;
	if (len < 5 || !osc_begins(buf))
		return false;
	if ((buf[2] == '0' || buf[2] == '2') && buf[3] == ';') {
		ret->value = osc_character(buf + 4);
		ret->kind = OSC_TITLE;
	} else if (buf[2] == '9' && buf[3] == ';' && buf[4] == '4' && buf[5] == ';') {
		if (buf[6] < '0' || buf[6] > '4')
			return false;
		ret->value = buf[6] - '0';
		ret->kind = OSC_PROGRESS;
	} else if (buf[2] == '7' && buf[3] == '5' && buf[4] == '0' && buf[5] == '1' &&
		buf[6] == ';') {
		if (!osc_state(buf, &ret->value))
			return false;
		ret->kind = OSC_STATE;
	}
	return ret->kind != OSC_NONE;
}

#endif
