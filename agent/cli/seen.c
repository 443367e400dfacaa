/* SPDX-License-Identifier: MIT */
#include "agent/bus/field.h"
#include "agent/cli/agent.h"
#include "agent/cli/cli.h"
#include "agent/cli/sessions.h"

#include <stdio.h>

/* "" for all of them. */
static int tell(const char *id)
{
	return cli_agent_tell("MarkSeen", g_variant_new("(s)", id));
}

int cli_seen(const struct request *request)
{
	g_autoptr(GVariant) session = NULL;
	int rc;

	if (request->all == (request->words[0] != NULL)) {
		fprintf(stderr, "ebpf-ai-monitor seen: say which session, or --all\n");
		return CLI_USAGE;
	}
	if (request->all)
		return tell("");
	session = sessions_find(request, &rc);
	return session ? tell(field_string(session, "id")) : rc;
}
