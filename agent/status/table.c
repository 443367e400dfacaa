/* SPDX-License-Identifier: MIT */
#include "agent/status/table.h"

#include <string.h>

/* Claude Code 2.1.332 (2026-11-25), which itself calls the first four of a wait a permission, the
 * fifth a question and the last neither, where it declares its state by OSC 7501. */
static const struct status_saying CLAUDE[] = {
	{"busy", NULL, STATUS_BUSY},
	{"idle", NULL, STATUS_IDLE},
	{"shell", NULL, STATUS_SHELL},
	{"waiting", "permission prompt", STATUS_ASKS},
	{"waiting", "sandbox request", STATUS_ASKS},
	{"waiting", "worker request", STATUS_ASKS},
	{"waiting", "goal proposal", STATUS_ASKS},
	{"waiting", "input needed", STATUS_ASKS},
	{"waiting", "dialog open", STATUS_DIALOG},
};

static const struct status_source SOURCES[] = {
	{
		.source = "claude-code",
		.variable = "CLAUDE_CONFIG_DIR",
		.usual = ".claude",
		.folder = "sessions",
		.suffix = ".json",
		.pid_key = "pid",
		.start_key = "procStart",
		.status_key = "status",
		.detail_key = "waitingFor",
		.at_key = "statusUpdatedAt",
		.sayings = CLAUDE,
		.sayings_count = G_N_ELEMENTS(CLAUDE),
	},
};

const struct status_source *status_source_find(const char *source)
{
	for (gsize i = 0; i < G_N_ELEMENTS(SOURCES); i++)
		if (strcmp(SOURCES[i].source, source) == 0)
			return &SOURCES[i];
	return NULL;
}

enum status_word status_word_find(
	const struct status_source *source, const char *status, const char *detail)
{
	for (gsize i = 0; i < source->sayings_count; i++) {
		const struct status_saying *saying = &source->sayings[i];

		if (strcmp(saying->status, status) == 0 &&
			(!saying->detail || g_strcmp0(saying->detail, detail) == 0))
			return saying->word;
	}
	return STATUS_NOTHING;
}
