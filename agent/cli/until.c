/* SPDX-License-Identifier: MIT */
#include "agent/cli/until.h"

#include "agent/cli/match.h"

#include <string.h>

const char *const *until_words(void)
{
	static const char *const WORDS[] = {
		"waiting", "attention", "finished", "input", "working", "stopped", "exited", NULL};

	return WORDS;
}

enum until_result until_session(char *const *words, GVariant *session)
{
	if (!words)
		return match_state(session, "waiting") ? UNTIL_REACHED : UNTIL_NOT_YET;
	for (; *words; words++)
		if (match_state(session, *words))
			return UNTIL_REACHED;
	return UNTIL_NOT_YET;
}

enum until_result until_removal(char *const *words, guint left)
{
	for (; words && *words; words++)
		if (strcmp(*words, "exited") == 0)
			return UNTIL_REACHED;
	return left > 0 ? UNTIL_NOT_YET : UNTIL_ENDED;
}
