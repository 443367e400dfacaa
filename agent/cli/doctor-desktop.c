/* SPDX-License-Identifier: MIT */
#include "agent/cli/doctor.h"

#include "agent/base/connect.h"
#include "agent/bus/name.h"
#include "agent/cli/agent.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define ANSWER_MS     2000
#define NOTIFICATIONS "org.freedesktop.Notifications"
#define START_AGENT   "systemctl --user enable --now ebpf-ai-monitor-agent"

static GVariant *call(GDBusConnection *bus, const char *name, const char *path,
	const char *interface, const char *method, GVariant *arguments, const char *type)
{
	return g_dbus_connection_call_sync(bus, name, path, interface, method, arguments,
		G_VARIANT_TYPE(type), G_DBUS_CALL_FLAGS_NONE, ANSWER_MS, NULL, NULL);
}

static void check_agent(struct report *report, GDBusConnection *bus)
{
	g_autoptr(GVariant) value = cli_agent_property(bus, "Version");
	const char *version;

	if (!value) {
		report_add(report, VERDICT_FAIL, "agent", START_AGENT, "nobody has the name %s",
			BUS_NAME);
		return;
	}
	version = g_variant_is_of_type(value, G_VARIANT_TYPE_STRING)
		? g_variant_get_string(value, NULL)
		: "";
	if (cli_agent_is_stale(bus))
		report_add(report, VERDICT_FAIL, "agent", "systemctl status ebpf-ai-monitor",
			"%s, without a connection to the collector", version);
	else if (strcmp(version, VERSION) != 0)
		report_add(report, VERDICT_WARN, "agent",
			"systemctl --user restart ebpf-ai-monitor-agent",
			"%s, and this is " VERSION, version);
	else
		report_add(report, VERDICT_OK, "agent", NULL, "%s, as %s", version, BUS_NAME);
}

static gboolean has_actions(GDBusConnection *bus)
{
	g_autoptr(GVariant) reply = call(bus, NOTIFICATIONS, "/org/freedesktop/Notifications",
		NOTIFICATIONS, "GetCapabilities", NULL, "(as)");
	g_autofree const char **words = NULL;

	if (!reply)
		return FALSE;
	g_variant_get(reply, "(^a&s)", &words);
	return g_strv_contains(words, "actions");
}

static void check_notifications(struct report *report, GDBusConnection *bus)
{
	g_autoptr(GVariant) reply = call(bus, NOTIFICATIONS, "/org/freedesktop/Notifications",
		NOTIFICATIONS, "GetServerInformation", NULL, "(ssss)");
	const char *name, *version;

	if (!reply) {
		report_add(report, VERDICT_FAIL, "notifications",
			"start a server, such as SwayNC, mako or dunst", "no server answers");
		return;
	}
	g_variant_get(reply, "(&s&s&s&s)", &name, NULL, &version, NULL);
	if (has_actions(bus))
		report_add(report, VERDICT_OK, "notifications", NULL, "%s %s, with actions", name,
			version);
	else
		report_add(report, VERDICT_WARN, "notifications",
			"a click on a card goes nowhere with it", "%s %s, without actions", name,
			version);
}

static void check_sway(struct report *report)
{
	const char *path = g_getenv("SWAYSOCK");
	int fd = -1;

	if (!path || !*path)
		report_add(report, VERDICT_WARN, "Sway",
			"without it no window is known; run this in your Sway session",
			"SWAYSOCK is not set");
	else if (connect_unix(path, SOCK_STREAM, &fd) < 0)
		report_add(report, VERDICT_FAIL, "Sway", "run this in a terminal of this session",
			"nobody listens at %s", path);
	else
		report_add(report, VERDICT_OK, "Sway", NULL, "listens at %s", path);
	if (fd >= 0)
		close(fd);
}

static void check_tmux(struct report *report)
{
	const char *argv[] = {"tmux", "-V", NULL};
	g_autofree char *output = NULL;

	if (g_spawn_sync(NULL, (char **)argv, NULL,
		    G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output, NULL,
		    NULL, NULL))
		report_add(report, VERDICT_OK, "tmux", NULL, "%s", g_strchomp(output));
	else
		report_add(report, VERDICT_OK, "tmux", NULL, "is not there, nor needed");
}

void doctor_desktop(struct report *report, GDBusConnection *bus)
{
	if (bus) {
		report_add(report, VERDICT_OK, "session bus", NULL, "is there");
		check_agent(report, bus);
		check_notifications(report, bus);
	} else {
		report_add(report, VERDICT_FAIL, "session bus",
			"run this in your desktop session; by ssh, status and watch do without",
			"there is none");
	}
	check_sway(report);
	check_tmux(report);
}
