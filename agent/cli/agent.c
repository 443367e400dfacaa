/* SPDX-License-Identifier: MIT */
#include "agent/cli/agent.h"

#include "agent/bus/name.h"

#include <stdio.h>

#define TIMEOUT_MS 3000

GDBusConnection *cli_agent_connect(void)
{
	g_autoptr(GError) error = NULL;
	GDBusConnection *bus = g_bus_get_sync(G_BUS_TYPE_SESSION, NULL, &error);

	if (!bus)
		fprintf(stderr,
			"ebpf-ai-monitor: no session bus to ask the agent on (%s); run this inside "
			"your desktop session\n",
			error->message);
	return bus;
}

static void complain(const GError *error)
{
	if (g_error_matches(error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
		g_error_matches(error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER))
		fprintf(stderr,
			"ebpf-ai-monitor: the agent is not running, so nothing is known; start it "
			"with: systemctl --user start ebpf-ai-monitor-agent\n");
	else
		fprintf(stderr,
			"ebpf-ai-monitor: the agent does not answer (%s); look at: journalctl "
			"--user -u ebpf-ai-monitor-agent\n",
			error->message);
}

GVariant *cli_agent_sessions(GDBusConnection *bus)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GVariant) reply = g_dbus_connection_call_sync(bus, BUS_FORMER_NAME,
		BUS_FORMER_PATH, BUS_INTERFACE, "ListSessions", NULL, G_VARIANT_TYPE("(aa{sv})"),
		G_DBUS_CALL_FLAGS_NO_AUTO_START, TIMEOUT_MS, NULL, &error);

	if (!reply) {
		complain(error);
		return NULL;
	}
	return g_variant_get_child_value(reply, 0);
}

void cli_agent_warn_stale(GDBusConnection *bus)
{
	g_autoptr(GVariant) reply = g_dbus_connection_call_sync(bus, BUS_FORMER_NAME,
		BUS_FORMER_PATH, "org.freedesktop.DBus.Properties", "Get",
		g_variant_new("(ss)", BUS_INTERFACE, "CollectorConnected"), G_VARIANT_TYPE("(v)"),
		G_DBUS_CALL_FLAGS_NO_AUTO_START, TIMEOUT_MS, NULL, NULL);
	g_autoptr(GVariant) value = NULL;

	if (!reply)
		return;
	g_variant_get(reply, "(v)", &value);
	if (g_variant_is_of_type(value, G_VARIANT_TYPE_BOOLEAN) && !g_variant_get_boolean(value))
		fprintf(stderr,
			"ebpf-ai-monitor: the agent has no connection to the collector, so "
			"this may be out of date; look at: systemctl status "
			"ebpf-ai-monitor\n");
}
