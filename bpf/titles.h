/* SPDX-License-Identifier: MIT */
#ifndef BPF_TITLES_H
#define BPF_TITLES_H

#include "osc.h"

#include <linux/types.h>

/* What the beginning of a terminal title says, by the agent that sets it. */
enum title_class {
	TITLE_PLAIN, /* nothing */
	TITLE_WORK,
	TITLE_REST, /* be it a request; after a title that said work */
	TITLE_DONE, /* rest, and no request; after a title that said work */
	TITLE_BLOCKED,
	TITLE_BRACKET, /* blocked, after a title that said work */
};

/* Whose titles, as the collector tells the kernel: the same character is rest in one agent and a
 * request in another. */
enum dialect {
	DIALECT_ANY, /* an agent that the table does not know; in a row: everybody's */
	DIALECT_CLAUDE,
	DIALECT_CODEX,
	DIALECT_DSH,
	DIALECT_GEMINI,
	DIALECT_GROK,
	DIALECT_HERMES,
	DIALECT_OH_MY_PI,
	DIALECT_QODER,
	DIALECT_QWEN,
};

struct title {
	__u32 dialect;     /* enum dialect */
	__u32 first, last; /* as an osc of kind OSC_TITLE has it */
	__u32 class;       /* enum title_class */
};

/* The first row that holds counts. Seen at a terminal, unless another source is named. */
static const struct title titles[] = {
	/* Braille spinner: Codex CLI 0.169.0, 2026-11; in the sources of Claude Code until 2.1.227,
	 * Amp, DSH and Grok, 2026-11 */
	{DIALECT_ANY, 0x2800, 0x28ff, TITLE_WORK},

	/* half circles, eight-spoked asterisk: Claude Code 2.1.330, 2026-11 */
	{DIALECT_CLAUDE, 0x25d0, 0x25d3, TITLE_WORK},
	{DIALECT_CLAUDE, 0x2733, 0x2733, TITLE_REST},

	/* "[ ! ] Action", the folder's name: Codex CLI 0.169.0, 2026-11 */
	{DIALECT_CODEX, '[', '[', TITLE_BRACKET},
	{DIALECT_CODEX, '!', 0x1fff, TITLE_DONE},

	/* four-pointed star: DSH's source, 2026-11 */
	{DIALECT_DSH, 0x2726, 0x2726, TITLE_REST},

	/* four-pointed star, white diamond, raised hand: Gemini CLI 0.61.0, 2026-11; timer clock, a
	 * silent shell: its source */
	{DIALECT_GEMINI, 0x2726, 0x2726, TITLE_WORK},
	{DIALECT_GEMINI, 0x23f2, 0x23f2, TITLE_WORK},
	{DIALECT_GEMINI, 0x25c7, 0x25c7, TITLE_DONE},
	{DIALECT_GEMINI, 0x270b, 0x270b, TITLE_BLOCKED},

	/* warning sign: Grok by herdr's source, 2026-11 */
	{DIALECT_GROK, 0x26a0, 0x26a0, TITLE_BLOCKED},

	/* hourglass, check mark, warning sign: Hermes by herdr's source, 2026-11 */
	{DIALECT_HERMES, 0x23f3, 0x23f3, TITLE_WORK},
	{DIALECT_HERMES, 0x2713, 0x2713, TITLE_DONE},
	{DIALECT_HERMES, 0x26a0, 0x26a0, TITLE_BLOCKED},

	/* "π : ", "π > ", "π ! ": oh-my-pi by orca's source, 2026-11 */
	{DIALECT_OH_MY_PI, OSC_TITLE_MARK(':'), OSC_TITLE_MARK(':'), TITLE_WORK},
	{DIALECT_OH_MY_PI, OSC_TITLE_MARK('>'), OSC_TITLE_MARK('>'), TITLE_DONE},
	{DIALECT_OH_MY_PI, OSC_TITLE_MARK('!'), OSC_TITLE_MARK('!'), TITLE_BLOCKED},

	/* as Gemini, from which it is forked, by a third party's text, 2026-11; how it asks is unsure */
	{DIALECT_QODER, 0x2726, 0x2726, TITLE_WORK},
	{DIALECT_QODER, 0x25c7, 0x25c7, TITLE_REST},

	/* half circle, eight-spoked asterisk, "Qwen - folder": Qwen Code 0.24.4, 2026-11 */
	{DIALECT_QWEN, 0x25d0, 0x25d0, TITLE_WORK},
	{DIALECT_QWEN, 0x2733, 0x2733, TITLE_BLOCKED},
	{DIALECT_QWEN, 'Q', 'Q', TITLE_DONE},
};

static inline __attribute__((always_inline)) __u32 title_class(__u32 dialect, __u32 title)
{
	for (unsigned int i = 0; i < sizeof(titles) / sizeof(titles[0]); i++) {
		const struct title *row = &titles[i];

		if ((row->dialect == DIALECT_ANY || row->dialect == dialect) &&
			title >= row->first && title <= row->last)
			return row->class;
	}
	return TITLE_PLAIN;
}

#endif
