/* SPDX-License-Identifier: MIT */
#include "agent/bus/field.h"
#include "agent/cli/account.h"
#include "agent/cli/agent.h"
#include "agent/cli/cli.h"
#include "agent/cli/session.h"
#include "agent/cli/sessions.h"
#include "agent/cli/terminal.h"

#include <stdio.h>

/* All that the agent knows of it; without the agent, what there is. A new reference. */
static GVariant *ask(GDBusConnection *bus, GVariant *session)
{
	GVariant *facts = bus ? cli_agent_explain(bus, field_string(session, "id")) : NULL;

	return facts ? facts : g_variant_ref(session);
}

static void print(GVariant *facts, gboolean json, gboolean first)
{
	g_autofree char *text = json
		? cli_session_json(facts)
		: account_text(facts, terminal_width(), g_get_real_time() / 1000);

	printf("%s%s", first ? "" : json ? ",\n" : "\n", text);
}

int cli_explain(const struct request *request)
{
	g_autoptr(GDBusConnection) bus = g_bus_get_sync(G_BUS_TYPE_SESSION, NULL, NULL);
	g_autoptr(GPtrArray) order = sessions_ask(request);
	g_autoptr(GVariant) chosen = NULL;
	int rc = CLI_FAILED;

	if (order && request->words[0]) {
		chosen = sessions_choose(order, request->words[0], &rc);
		g_ptr_array_set_size(order, 0);
		if (chosen)
			g_ptr_array_add(order, g_variant_ref(chosen));
	}
	if (!order || (request->words[0] && !chosen))
		return rc;
	if (request->json)
		putchar('[');
	for (guint i = 0; i < order->len; i++) {
		g_autoptr(GVariant) facts = ask(bus, g_ptr_array_index(order, i));

		print(facts, request->json, i == 0);
	}
	if (request->json)
		puts("]");
	return CLI_OK;
}
