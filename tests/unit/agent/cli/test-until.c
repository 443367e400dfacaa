/* SPDX-License-Identifier: MIT */
#include "agent/cli/until.h"

#include "tests/check.h"
#include "tests/unit/agent/cli/sessions.h"

#define WORDS(...)                \
	(char *[])                \
	{                         \
		__VA_ARGS__, NULL \
	}

static enum until_result at(const char *state, const char *kind, char *const *words)
{
	g_autoptr(GVariant) session = g_variant_ref_sink(make_session("7-1", state, kind, 1));

	return until_session(words, session);
}

int main(void)
{
	CHECK_INT(at("working", "", NULL), UNTIL_NOT_YET);
	CHECK_INT(at("waiting", "", NULL), UNTIL_REACHED);
	CHECK_INT(at("waiting", "attention", NULL), UNTIL_REACHED);
	CHECK_INT(at("waiting", "attention", WORDS("finished")), UNTIL_NOT_YET);
	CHECK_INT(at("waiting", "finished", WORDS("attention", "finished")), UNTIL_REACHED);
	CHECK_INT(at("waiting", "finished", WORDS("waiting")), UNTIL_REACHED);
	CHECK_INT(at("waiting", "", WORDS("finished")), UNTIL_NOT_YET);
	CHECK_INT(at("working", "", WORDS("exited")), UNTIL_NOT_YET);
	CHECK_INT(until_removal(NULL, 0), UNTIL_ENDED);
	CHECK_INT(until_removal(WORDS("finished"), 1), UNTIL_NOT_YET);
	CHECK_INT(until_removal(WORDS("finished", "exited"), 1), UNTIL_REACHED);
	return 0;
}
