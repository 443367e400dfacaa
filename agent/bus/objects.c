/* SPDX-License-Identifier: MIT */
#include "agent/bus/objects.h"

#include "agent/bus/agent1.h"
#include "agent/bus/describe.h"
#include "agent/bus/name.h"

struct objects {
	const struct requests *requests;
	GDBusObjectManagerServer *server;
	BusAgent1 *agent;
};

static gboolean refuse(GDBusMethodInvocation *call)
{
	g_dbus_method_invocation_return_error(
		call, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS, "There is no session of that id.");
	return TRUE;
}

static gboolean on_focus(
	BusAgent1 *agent, GDBusMethodInvocation *call, const char *id, gpointer data)
{
	requests_go(data, id, 0, call);
	return TRUE;
}

static gboolean on_focus_window(
	BusAgent1 *agent, GDBusMethodInvocation *call, const char *id, gint64 window, gpointer data)
{
	requests_go(data, id, window, call);
	return TRUE;
}

static gboolean on_next(BusAgent1 *agent, GDBusMethodInvocation *call, gboolean go, gpointer data)
{
	g_autofree char *id = requests_next(data, go);

	bus_agent1_complete_next(agent, call, id);
	return TRUE;
}

static gboolean on_pause(
	BusAgent1 *agent, GDBusMethodInvocation *call, guint seconds, gpointer data)
{
	requests_pause(data, seconds);
	bus_agent1_complete_pause(agent, call);
	return TRUE;
}

static gboolean on_resume(BusAgent1 *agent, GDBusMethodInvocation *call, gpointer data)
{
	requests_resume(data);
	bus_agent1_complete_resume(agent, call);
	return TRUE;
}

static gboolean on_mark_seen(
	BusAgent1 *agent, GDBusMethodInvocation *call, const char *id, gpointer data)
{
	if (!requests_seen(data, id))
		return refuse(call);
	bus_agent1_complete_mark_seen(agent, call);
	return TRUE;
}

static gboolean on_explain(
	BusAgent1 *agent, GDBusMethodInvocation *call, const char *id, gpointer data)
{
	GVariant *facts = requests_explain(data, id);

	if (!facts)
		return refuse(call);
	bus_agent1_complete_explain(agent, call, facts);
	return TRUE;
}

struct objects *objects_new(const struct requests *requests)
{
	struct objects *objects = g_new0(struct objects, 1);
	/* GIO wants it not const, and leaves it alone. */
	gpointer data = (gpointer)requests;

	objects->requests = requests;
	objects->server = g_dbus_object_manager_server_new(BUS_PATH);
	objects->agent = bus_agent1_skeleton_new();
	bus_agent1_set_version(objects->agent, VERSION);
	g_object_connect(objects->agent, "signal::handle-focus", on_focus, data,
		"signal::handle-focus-window", on_focus_window, data, "signal::handle-next",
		on_next, data, "signal::handle-pause", on_pause, data, "signal::handle-resume",
		on_resume, data, "signal::handle-mark-seen", on_mark_seen, data,
		"signal::handle-explain", on_explain, data, NULL);
	return objects;
}

void objects_free(struct objects *objects)
{
	objects_set_bus(objects, NULL);
	g_object_unref(objects->agent);
	g_object_unref(objects->server);
	g_free(objects);
}

void objects_set_bus(struct objects *objects, GDBusConnection *connection)
{
	GDBusInterfaceSkeleton *agent = G_DBUS_INTERFACE_SKELETON(objects->agent);

	g_dbus_object_manager_server_set_connection(objects->server, connection);
	if (g_dbus_interface_skeleton_get_connection(agent))
		g_dbus_interface_skeleton_unexport(agent);
	if (connection)
		g_dbus_interface_skeleton_export(agent, connection, BUS_PATH, NULL);
}

/* What FACTS do not tell is empty. */
static void set_properties(BusSession1 *session, GVariant *facts)
{
	guint count;
	g_autofree GParamSpec **specs = g_object_interface_list_properties(
		g_type_default_interface_peek(BUS_TYPE_SESSION1), &count);

	for (guint i = 0; i < count; i++) {
		g_autoptr(GVariant) value = g_variant_lookup_value(facts, specs[i]->name, NULL);
		g_auto(GValue) property = G_VALUE_INIT;

		if (value)
			g_dbus_gvariant_to_gvalue(value, &property);
		else
			g_param_value_set_default(
				specs[i], g_value_init(&property, specs[i]->value_type));
		g_object_set_property(G_OBJECT(session), specs[i]->name, &property);
	}
}

static void add(struct objects *objects, const char *path, GVariant *facts)
{
	g_autoptr(BusObjectSkeleton) object = bus_object_skeleton_new(path);
	g_autoptr(BusSession1) session = bus_session1_skeleton_new();

	set_properties(session, facts);
	bus_object_skeleton_set_session1(object, session);
	g_dbus_object_manager_server_export(objects->server, G_DBUS_OBJECT_SKELETON(object));
}

void objects_changed(struct objects *objects, const char *id, GVariant *session)
{
	g_autofree char *path = describe_path(id);
	g_autoptr(GDBusObject) object =
		g_dbus_object_manager_get_object(G_DBUS_OBJECT_MANAGER(objects->server), path);

	if (object)
		set_properties(bus_object_peek_session1(BUS_OBJECT(object)), session);
	else
		add(objects, path, session);
}

void objects_removed(struct objects *objects, const char *id)
{
	g_autofree char *path = describe_path(id);

	g_dbus_object_manager_server_unexport(objects->server, path);
}

void objects_set_state(struct objects *objects, gboolean connected, gboolean paused)
{
	bus_agent1_set_collector_connected(objects->agent, connected);
	bus_agent1_set_paused(objects->agent, paused);
}
