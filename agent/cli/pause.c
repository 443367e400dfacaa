/* SPDX-License-Identifier: MIT */
#include "agent/cli/age.h"
#include "agent/cli/agent.h"
#include "agent/cli/cli.h"

int cli_pause(const struct request *request)
{
	gint64 ms = 0;

	/* It was refused if it is no length of time. Less than a second is one. */
	if (request->length && age_parse(request->length, &ms))
		ms = MAX(ms, 1000);
	return cli_agent_tell("Pause", g_variant_new("(u)", (guint)MIN(ms / 1000, G_MAXUINT)));
}

int cli_resume(const struct request *request)
{
	return cli_agent_tell("Resume", NULL);
}
