/* SPDX-License-Identifier: MIT */
#include "agent/cli/sessions.h"

#include "agent/bus/order.h"
#include "agent/cli/agent.h"
#include "agent/cli/format.h"
#include "agent/cli/match.h"

#include <stdio.h>

static GVariant *ask_agent(void)
{
	g_autoptr(GDBusConnection) bus = cli_agent_connect();
	g_autoptr(GVariant) sessions = bus ? cli_agent_sessions(bus) : NULL;

	if (sessions)
		cli_agent_warn_stale(bus);
	return g_steal_pointer(&sessions);
}

GPtrArray *sessions_ask(const struct request *request)
{
	g_autoptr(GVariant) sessions = ask_agent();
	GPtrArray *order;

	if (!sessions)
		return NULL;
	order = order_sort(sessions);
	for (guint i = order->len; i-- > 0;)
		if (!match_filters(request, g_ptr_array_index(order, i)))
			g_ptr_array_remove_index(order, i);
	return order;
}

void sessions_print(const GPtrArray *order, const char *format)
{
	gint64 now_ms = g_get_real_time() / 1000;

	for (guint i = 0; i < order->len; i++) {
		g_autofree char *line = format_fill(format, g_ptr_array_index(order, i), now_ms);

		puts(line);
	}
}
