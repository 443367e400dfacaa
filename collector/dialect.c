/* SPDX-License-Identifier: MIT */
#include "collector/dialect.h"

#include "bpf/terminal.h"
#include "collector/detect-tuning.h"

#include <stddef.h>
#include <string.h>

static const struct {
	const char *source;
	enum dialect dialect;
} DIALECTS[] = {
	{"claude-code", DIALECT_CLAUDE},
	{"codex", DIALECT_CODEX},
	{"dsh", DIALECT_DSH},
	{"gemini", DIALECT_GEMINI},
	{"grok", DIALECT_GROK},
	{"hermes", DIALECT_HERMES},
	{"oh-my-pi", DIALECT_OH_MY_PI},
	{"qoder", DIALECT_QODER},
	{"qwen", DIALECT_QWEN},
};

enum dialect dialect_of(const char *source)
{
	for (size_t i = 0; i < sizeof(DIALECTS) / sizeof(DIALECTS[0]); i++) {
		if (strcmp(DIALECTS[i].source, source) == 0)
			return DIALECTS[i].dialect;
	}
	return DIALECT_ANY;
}

/* grok-cli 0.0.34, by its source and as recorded: it begins with Enter, and stops with the work. */
uint64_t dialect_spin_ns(enum dialect dialect)
{
	return dialect == DIALECT_GROK ? 500 * MS : 0;
}

/* Claude Code 2.1.330 and .332, grok-cli 0.0.34. */
uint64_t dialect_blink_ns(enum dialect dialect)
{
	if (dialect == DIALECT_CLAUDE)
		return 600 * MS;
	return dialect == DIALECT_GROK ? 1000 * MS : 0;
}
