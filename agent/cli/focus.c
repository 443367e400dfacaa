/* SPDX-License-Identifier: MIT */
#include "agent/cli/cli.h"
#include "agent/cli/sessions.h"

int cli_focus(const struct request *request)
{
	int rc;
	g_autoptr(GVariant) session = sessions_find(request, &rc);

	return session ? sessions_focus(session) : rc;
}
