/* SPDX-License-Identifier: MIT */
#include "agent/bus/field.h"
#include "agent/cli/agent.h"
#include "agent/cli/cli.h"
#include "agent/cli/sessions.h"

#include <stdio.h>

/* "" for all of them. */
static int tell(const char *id)
{
	g_autoptr(GDBusConnection) bus = cli_agent_connect();

	return bus && cli_agent_tell(bus, "MarkSeen", g_variant_new("(s)", id)) ? CLI_OK
										: CLI_FAILED;
}

int cli_seen(const struct request *request)
{
	g_autoptr(GPtrArray) order = NULL;
	g_autoptr(GVariant) session = NULL;
	int rc = CLI_FAILED;

	if (request->all == (request->words[0] != NULL)) {
		fprintf(stderr, "ebpf-ai-monitor seen: say which session, or --all\n");
		return CLI_USAGE;
	}
	if (request->all)
		return tell("");
	order = sessions_ask(request);
	if (order)
		session = sessions_choose(order, request->words[0], &rc);
	return session ? tell(field_string(session, "id")) : rc;
}
