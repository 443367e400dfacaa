/* SPDX-License-Identifier: MIT */
#include "agent/cli/agent.h"

#include "agent/bus/name.h"
#include "agent/cli/cli.h"

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

static GVariant *call(GDBusConnection *bus, const char *interface, const char *method,
	GVariant *parameters, const char *type, GError **error)
{
	return g_dbus_connection_call_sync(bus, BUS_NAME, BUS_PATH, interface, method, parameters,
		type ? G_VARIANT_TYPE(type) : NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, TIMEOUT_MS,
		NULL, error);
}

char *cli_agent_focus(GDBusConnection *bus, const char *id)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GVariant) reply =
		call(bus, BUS_INTERFACE, "Focus", g_variant_new("(s)", id), NULL, &error);

	if (reply)
		return NULL;
	g_dbus_error_strip_remote_error(error);
	return g_strdup(error->message);
}

static void complain(GError *error)
{
	g_dbus_error_strip_remote_error(error);
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
	g_autoptr(GVariant) reply =
		call(bus, BUS_INTERFACE, "Next", g_variant_new("(b)", go), "(s)", &error);
	char *id;

	if (!reply) {
		complain(error);
		return NULL;
	}
	g_variant_get(reply, "(s)", &id);
	return id;
}

GVariant *cli_agent_explain(GDBusConnection *bus, const char *id)
{
	g_autoptr(GVariant) reply =
		call(bus, BUS_INTERFACE, "Explain", g_variant_new("(s)", id), "(a{sv})", NULL);

	return reply ? g_variant_get_child_value(reply, 0) : NULL;
}

int cli_agent_tell(const char *method, GVariant *parameters)
{
	g_autoptr(GVariant) owned = parameters ? g_variant_ref_sink(parameters) : NULL;
	g_autoptr(GDBusConnection) bus = cli_agent_connect();
	g_autoptr(GError) error = NULL;
	g_autoptr(GVariant) reply =
		bus ? call(bus, BUS_INTERFACE, method, owned, NULL, &error) : NULL;

	if (error)
		complain(error);
	return reply ? CLI_OK : CLI_FAILED;
}

GVariant *cli_agent_property(GDBusConnection *bus, const char *name)
{
	g_autoptr(GVariant) reply = call(bus, "org.freedesktop.DBus.Properties", "Get",
		g_variant_new("(ss)", BUS_INTERFACE, name), "(v)", NULL);
	GVariant *value = NULL;

	if (reply)
		g_variant_get(reply, "(v)", &value);
	return value;
}

gboolean cli_agent_is_stale(GDBusConnection *bus)
{
	g_autoptr(GVariant) connected = cli_agent_property(bus, "CollectorConnected");

	return connected && g_variant_is_of_type(connected, G_VARIANT_TYPE_BOOLEAN) &&
		!g_variant_get_boolean(connected);
}
