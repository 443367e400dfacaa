/* SPDX-License-Identifier: MIT */
#include "proto/session.h"

#include "proto/word.h"

#include <assert.h>

static const char *const STATES[_SESSION_STATE_MAX] = {
	[SESSION_UNKNOWN] = "unknown",
	[SESSION_WORKING] = "working",
	[SESSION_WAITING] = "waiting",
	[SESSION_STOPPED] = "stopped",
	[SESSION_EXITED] = "exited",
};

static const char *const REASONS[_SESSION_REASON_MAX] = {
	[SESSION_BY_SCAN] = "scan",
	[SESSION_BY_START] = "started",
	[SESSION_BY_DECLARED] = "declared",
	[SESSION_BY_TITLE] = "title",
	[SESSION_BY_PROGRESS] = "progress",
	[SESSION_BY_CURSOR] = "cursor",
	[SESSION_BY_CADENCE] = "cadence",
	[SESSION_BY_QUIET] = "quiet",
	[SESSION_BY_BLINKING] = "blinking",
	[SESSION_BY_STDIN] = "stdin",
	[SESSION_BY_JOB] = "job",
	[SESSION_BY_EXIT] = "exit",
	[SESSION_BY_HANDOVER] = "handover",
	[SESSION_BY_STATUS_FILE] = "status-file",
};

static const char *const KINDS[_SESSION_KIND_MAX] = {
	[SESSION_KIND_NONE] = "",
	[SESSION_KIND_FINISHED] = "finished",
	[SESSION_KIND_ATTENTION] = "attention",
	[SESSION_KIND_INPUT] = "input",
};

const char *session_state_name(enum session_state state)
{
	assert(state < _SESSION_STATE_MAX);
	return STATES[state];
}

const char *session_reason_name(enum session_reason reason)
{
	assert(reason < _SESSION_REASON_MAX);
	return REASONS[reason];
}

const char *session_kind_name(enum session_kind kind)
{
	assert(kind < _SESSION_KIND_MAX);
	return KINDS[kind];
}

int session_state_parse(const char *name, enum session_state *ret)
{
	int i = word_find(STATES, _SESSION_STATE_MAX, name);

	if (i < 0)
		return i;
	*ret = (enum session_state)i;
	return 0;
}

int session_reason_parse(const char *name, enum session_reason *ret)
{
	int i = word_find(REASONS, _SESSION_REASON_MAX, name);

	if (i < 0)
		return i;
	*ret = (enum session_reason)i;
	return 0;
}

int session_kind_parse(const char *name, enum session_kind *ret)
{
	int i = word_find(KINDS, _SESSION_KIND_MAX, name);

	if (i < 0)
		return i;
	*ret = (enum session_kind)i;
	return 0;
}
