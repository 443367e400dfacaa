/* SPDX-License-Identifier: MIT */
#include "agent/cli/cli.h"

#include "agent/cli/agent.h"
#include "agent/cli/format.h"
#include "agent/cli/sessions.h"

#include <stdio.h>

#define USUAL "{{id}}  {{state}}  {{agent}}  {{project}}"

int cli_list(const struct request *request)
{
	g_autoptr(GPtrArray) order = sessions_ask(request);

	if (!order)
		return CLI_FAILED;
	sessions_print(stdout, order, request->format ? request->format : USUAL);
	return CLI_OK;
}
