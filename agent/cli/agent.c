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

char *cli_agent_focus(GDBusConnection *bus, const char *id)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GVariant) reply = g_dbus_connection_call_sync(bus, BUS_NAME, BUS_PATH,
		BUS_INTERFACE, "Focus", g_variant_new("(s)", id), NULL,
		G_DBUS_CALL_FLAGS_NO_AUTO_START, TIMEOUT_MS, NULL, &error);

	if (reply)
		return NULL;
	g_dbus_error_strip_remote_error(error);
	return g_strdup(error->message);
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
			"ebpf-ai-monitor: the agent does not do it (%s); look at: journalctl "
			"--user -u ebpf-ai-monitor-agent\n",
			error->message);
}

char *cli_agent_next(GDBusConnection *bus, gboolean go)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GVariant) reply = g_dbus_connection_call_sync(bus, BUS_NAME, BUS_PATH,
		BUS_INTERFACE, "Next", g_variant_new("(b)", go), G_VARIANT_TYPE("(s)"),
		G_DBUS_CALL_FLAGS_NO_AUTO_START, TIMEOUT_MS, NULL, &error);
	char *id;

	if (!reply) {
		g_dbus_error_strip_remote_error(error);
		complain(error);
		return NULL;
	}
	g_variant_get(reply, "(s)", &id);
	return id;
}

GVariant *cli_agent_explain(GDBusConnection *bus, const char *id)
{
	g_autoptr(GVariant) reply = g_dbus_connection_call_sync(bus, BUS_NAME, BUS_PATH,
		BUS_INTERFACE, "Explain", g_variant_new("(s)", id), G_VARIANT_TYPE("(a{sv})"),
		G_DBUS_CALL_FLAGS_NO_AUTO_START, TIMEOUT_MS, NULL, NULL);

	return reply ? g_variant_get_child_value(reply, 0) : NULL;
}

gboolean cli_agent_tell(GDBusConnection *bus, const char *method, GVariant *parameters)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GVariant) reply = g_dbus_connection_call_sync(bus, BUS_NAME, BUS_PATH,
		BUS_INTERFACE, method, parameters, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START,
		TIMEOUT_MS, NULL, &error);

	if (reply)
		return TRUE;
	g_dbus_error_strip_remote_error(error);
	complain(error);
	return FALSE;
}

gboolean cli_agent_is_stale(GDBusConnection *bus)
{
	g_autoptr(GVariant) reply = g_dbus_connection_call_sync(bus, BUS_NAME, BUS_PATH,
		"org.freedesktop.DBus.Properties", "Get",
		g_variant_new("(ss)", BUS_INTERFACE, "CollectorConnected"), G_VARIANT_TYPE("(v)"),
		G_DBUS_CALL_FLAGS_NO_AUTO_START, TIMEOUT_MS, NULL, NULL);
	g_autoptr(GVariant) value = NULL;

	if (!reply)
		return FALSE;
	g_variant_get(reply, "(v)", &value);
	return g_variant_is_of_type(value, G_VARIANT_TYPE_BOOLEAN) && !g_variant_get_boolean(value);
}
