/* SPDX-License-Identifier: MIT */
#ifndef BPF_CURSOR_H
#define BPF_CURSOR_H

#include <linux/types.h>
#include <stdbool.h>

/*
 * The terminal's cursor as outputs leave it. An agent in which one can type shows it, also at work;
 * a dialog takes it away, within the frame that paints it (OpenCode 1.18, Kilo 7.8, Cline 3.0,
 * Copilot 1.0, Qwen 0.24, 2026-11). Claude, Gemini and others hide it once and for all.
 *
 * Of 1001 outputs of those five that hold one of the two sequences, it stood 983 times in the last
 * 16 bytes, else in the first 64: nothing else is looked at.
 */
#define CURSOR_TAIL 16
#define CURSOR_LEN  6 /* DECTCEM: ESC [ ? 2 5 h, and l */

enum terminal_cursor {
	TERMINAL_CURSOR_UNKNOWN,
	TERMINAL_CURSOR_SHOWN,
	TERMINAL_CURSOR_HIDDEN,
	/*
	 * Shown, said for the first time, and not again since a key: which may only be how it
	 * starts. Claude Code 2.1.332 does so, and then hides it for good within an output.
	 */
	TERMINAL_CURSOR_FIRST,
};

/* The last of the sequences in the LEN bytes at P, a constant. Bytes beyond the text are zero. */
static inline __attribute__((always_inline)) __u32 cursor_find(const unsigned char *p, int len)
{
	__u32 found = TERMINAL_CURSOR_UNKNOWN;

	for (int i = 0; i <= len - CURSOR_LEN; i++) {
		if (p[i] != 0x1b || p[i + 1] != '[' || p[i + 2] != '?' || p[i + 3] != '2' ||
			p[i + 4] != '5')
			continue;
		if (p[i + 5] == 'h')
			found = TERMINAL_CURSOR_SHOWN;
		else if (p[i + 5] == 'l')
			found = TERMINAL_CURSOR_HIDDEN;
	}
	return found;
}

#endif
