/* SPDX-License-Identifier: MIT */
#ifndef BPF_TITLES_H
#define BPF_TITLES_H

#include <linux/types.h>

/* What the first character of a terminal title says about the program that set it. */
enum title_class {
	TITLE_PLAIN, /* nothing */
	TITLE_WORK,
	TITLE_REST,
	TITLE_BLOCKED,
	TITLE_BRACKET, /* blocked, after a title that spun; else a title that begins so */
};

struct title {
	__u32 first, last; /* code points */
	__u32 class;       /* enum title_class */
};

static const struct title titles[] = {
	{0x2800, 0x28ff, TITLE_WORK},    /* Braille spinner: Codex CLI 0.169.0, 2026-11 */
	{0x25d0, 0x25d3, TITLE_WORK},    /* half circles: Claude Code 2.1.330, 2026-11 */
	{0x2726, 0x2726, TITLE_WORK},    /* four-pointed star: Gemini CLI 0.61.0, 2026-11 */
	{0x2733, 0x2733, TITLE_REST},    /* eight-spoked asterisk: Claude Code 2.1.330, 2026-11 */
	{0x25c7, 0x25c7, TITLE_REST},    /* white diamond: Gemini CLI 0.61.0, 2026-11 */
	{0x270b, 0x270b, TITLE_BLOCKED}, /* raised hand: Gemini CLI 0.61.0, 2026-11 */
	{'[', '[', TITLE_BRACKET},       /* "[ ! ] Action": Codex CLI 0.169.0, 2026-11 */
};

static inline __attribute__((always_inline)) __u32 title_class(__u32 character)
{
	for (unsigned int i = 0; i < sizeof(titles) / sizeof(titles[0]); i++) {
		if (character >= titles[i].first && character <= titles[i].last)
			return titles[i].class;
	}
	return TITLE_PLAIN;
}

#endif
