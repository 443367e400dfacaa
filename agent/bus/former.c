/* SPDX-License-Identifier: MIT */
#include "agent/bus/former.h"

#include "agent/bus/name.h"

#define DEPRECATED                                                                                 \
	"<annotation name='org.freedesktop.DBus.Deprecated' value='true'/>"                        \
	"<annotation name='org.gtk.GDBus.DocString' value='Old, and gone after 0.2: use " BUS_NAME \
	" at " BUS_PATH ".'/>"

static const char INTROSPECTION[] =
	"<node><interface name='" BUS_INTERFACE "'>" DEPRECATED
	"<method name='ListSessions'><arg name='sessions' type='aa{sv}' direction='out'/></method>"
	"<method name='Focus'><arg name='id' type='s' direction='in'/></method>"
	"<method name='FocusWindow'><arg name='id' type='s' direction='in'/>"
	"<arg name='window' type='x' direction='in'/></method>"
	"<signal name='SessionChanged'><arg name='session' type='a{sv}'/></signal>"
	"<signal name='SessionRemoved'><arg name='id' type='s'/></signal>"
	"<property name='Version' type='s' access='read'/>"
	"<property name='CollectorConnected' type='b' access='read'/>"
	"</interface></node>";

struct former {
	const struct requests *requests;
	GDBusConnection *connection;
	GDBusNodeInfo *node;
	gboolean connected; /* to the collector */
	guint object;
};

static void on_method(GDBusConnection *connection, const char *sender, const char *path,
	const char *interface, const char *method, GVariant *parameters,
	GDBusMethodInvocation *call, gpointer data)
{
	const struct former *former = data;
	const char *id;
	gint64 window = 0;

	if (g_strcmp0(method, "ListSessions") == 0) {
		g_dbus_method_invocation_return_value(
			call, g_variant_new("(@aa{sv})", requests_list(former->requests)));
		return;
	}
	g_variant_get_child(parameters, 0, "&s", &id);
	if (g_strcmp0(method, "FocusWindow") == 0)
		g_variant_get_child(parameters, 1, "x", &window);
	requests_go(former->requests, id, window, call);
}

static GVariant *on_property(GDBusConnection *connection, const char *sender, const char *path,
	const char *interface, const char *property, GError **error, gpointer data)
{
	const struct former *former = data;

	if (g_strcmp0(property, "Version") == 0)
		return g_variant_new_string(VERSION);
	return g_variant_new_boolean(former->connected);
}

static const GDBusInterfaceVTable VTABLE = {.method_call = on_method, .get_property = on_property};

struct former *former_new(const struct requests *requests)
{
	struct former *former = g_new0(struct former, 1);

	former->requests = requests;
	former->node = g_dbus_node_info_new_for_xml(INTROSPECTION, NULL);
	g_assert(former->node);
	return former;
}

void former_free(struct former *former)
{
	former_set_bus(former, NULL);
	g_dbus_node_info_unref(former->node);
	g_free(former);
}

void former_set_bus(struct former *former, GDBusConnection *connection)
{
	if (former->connection)
		g_dbus_connection_unregister_object(former->connection, former->object);
	g_set_object(&former->connection, connection);
	if (connection)
		former->object = g_dbus_connection_register_object(connection, BUS_FORMER_PATH,
			former->node->interfaces[0], &VTABLE, former, NULL, NULL);
}

static void emit(
	struct former *former, const char *interface, const char *signal, GVariant *parameters)
{
	g_autoptr(GVariant) owned = g_variant_ref_sink(parameters);

	if (former->connection)
		g_dbus_connection_emit_signal(
			former->connection, NULL, BUS_FORMER_PATH, interface, signal, owned, NULL);
}

void former_changed(struct former *former, GVariant *session)
{
	emit(former, BUS_INTERFACE, "SessionChanged", g_variant_new("(@a{sv})", session));
}

void former_removed(struct former *former, const char *id)
{
	emit(former, BUS_INTERFACE, "SessionRemoved", g_variant_new("(s)", id));
}

void former_set_connected(struct former *former, gboolean connected)
{
	GVariantBuilder changed;

	if (former->connected == connected)
		return;
	former->connected = connected;
	g_variant_builder_init(&changed, G_VARIANT_TYPE_VARDICT);
	g_variant_builder_add(
		&changed, "{sv}", "CollectorConnected", g_variant_new_boolean(connected));
	emit(former, "org.freedesktop.DBus.Properties", "PropertiesChanged",
		g_variant_new("(sa{sv}as)", BUS_INTERFACE, &changed, NULL));
}
