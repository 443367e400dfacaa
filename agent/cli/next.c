/* SPDX-License-Identifier: MIT */
#include "agent/bus/field.h"
#include "agent/cli/agent.h"
#include "agent/cli/cli.h"
#include "agent/cli/sessions.h"
#include "agent/config/text.h"

#include <stdio.h>
#include <string.h>

#define USUAL "{{state}}  {{agent}}  {{project}}  {{where}}"

/* One that has died is in no list: of that the id is said. */
static int print(const struct request *request, const char *id)
{
	g_autoptr(GPtrArray) order = sessions_ask(request);
	g_autofree char *clean = text_clean(id);

	if (!order)
		return CLI_FAILED;
	for (guint i = order->len; i-- > 0;)
		if (strcmp(field_string(g_ptr_array_index(order, i), "id"), id) != 0)
			g_ptr_array_remove_index(order, i);
	if (order->len > 0)
		sessions_print(stdout, order, request->format ? request->format : USUAL);
	else
		puts(clean);
	return CLI_OK;
}

int cli_next(const struct request *request)
{
	g_autoptr(GDBusConnection) bus = cli_agent_connect();
	g_autofree char *id = bus ? cli_agent_next(bus, !request->print) : NULL;

	if (id && *id)
		return request->print ? print(request, id) : CLI_OK;
	if (id)
		fprintf(stderr, "ebpf-ai-monitor: nothing waits for you\n");
	return CLI_FAILED;
}
