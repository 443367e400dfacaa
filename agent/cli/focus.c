/* SPDX-License-Identifier: MIT */
#include "agent/cli/cli.h"
#include "agent/cli/sessions.h"

int cli_focus(const struct request *request)
{
	g_autoptr(GPtrArray) order = sessions_ask(request);
	g_autoptr(GVariant) session = NULL;
	int rc = CLI_FAILED;

	if (order)
		session = sessions_choose(order, request->words[0], &rc);
	return session ? sessions_focus(session) : rc;
}
