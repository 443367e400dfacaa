/* SPDX-License-Identifier: MIT */
#include "agent/bus/bus.h"

#include "agent/base/log.h"
#include "agent/bus/name.h"

#define LOG_MODULE "bus"

#define RETRY_MIN_MS 1000
#define RETRY_MAX_MS 60000

static const char INTROSPECTION[] =
	"<node><interface name='" BUS_INTERFACE "'>"
	"<method name='ListSessions'><arg name='sessions' type='aa{sv}' direction='out'/></method>"
	"<method name='Focus'><arg name='id' type='s' direction='in'/></method>"
	"<method name='FocusWindow'><arg name='id' type='s' direction='in'/>"
	"<arg name='window' type='x' direction='in'/></method>"
	"<signal name='SessionChanged'><arg name='session' type='a{sv}'/></signal>"
	"<signal name='SessionRemoved'><arg name='id' type='s'/></signal>"
	"<property name='Version' type='s' access='read'/>"
	"<property name='CollectorConnected' type='b' access='read'/>"
	"</interface></node>";

struct bus {
	const struct bus_events *events;
	gpointer data;
	GDBusConnection *connection;
	GDBusNodeInfo *node;
	GVariant *sessions;
	gboolean connected; /* to the collector */
	gboolean missed;    /* that there is no bus was said */
	GCancellable *cancel;
	guint object;
	guint name;
	guint timer;
	guint retry_ms;
};

static void retry_later(struct bus *bus);

static void on_method(GDBusConnection *connection, const char *sender, const char *path,
	const char *interface, const char *method, GVariant *parameters,
	GDBusMethodInvocation *call, gpointer data)
{
	struct bus *bus = data;
	const char *id;
	gint64 window = 0;

	if (g_strcmp0(method, "ListSessions") == 0) {
		g_dbus_method_invocation_return_value(
			call, g_variant_new("(@aa{sv})", bus->sessions));
		return;
	}
	g_variant_get_child(parameters, 0, "&s", &id);
	if (g_strcmp0(method, "FocusWindow") == 0)
		g_variant_get_child(parameters, 1, "x", &window);
	bus->events->focus(id, window, call, bus->data);
}

static GVariant *on_property(GDBusConnection *connection, const char *sender, const char *path,
	const char *interface, const char *property, GError **error, gpointer data)
{
	const struct bus *bus = data;

	if (g_strcmp0(property, "Version") == 0)
		return g_variant_new_string(VERSION);
	return g_variant_new_boolean(bus->connected);
}

static const GDBusInterfaceVTable VTABLE = {.method_call = on_method, .get_property = on_property};

static void on_name_lost(GDBusConnection *connection, const char *name, gpointer data)
{
	struct bus *bus = data;

	if (connection)
		bus->events->taken(bus->data);
}

static void leave(struct bus *bus)
{
	if (!bus->connection)
		return;
	g_signal_handlers_disconnect_by_data(bus->connection, bus);
	g_bus_unown_name(bus->name);
	g_dbus_connection_unregister_object(bus->connection, bus->object);
	g_clear_object(&bus->connection);
}

static void on_closed(GDBusConnection *connection, gboolean vanished, GError *error, gpointer data)
{
	struct bus *bus = data;

	log_warning("the session bus is gone: no notifications and no command line until it is "
		    "back");
	bus->events->down(bus->data);
	leave(bus);
	retry_later(bus);
}

static void on_connected(GObject *source, GAsyncResult *result, gpointer data)
{
	g_autoptr(GError) error = NULL;
	GDBusConnection *connection = g_bus_get_finish(result, &error);
	struct bus *bus = data;

	/* The bus is freed then. */
	if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
		return;
	if (!connection) {
		if (!bus->missed)
			log_warning("no session bus (%s): no notifications and no command line "
				    "until there is one",
				error->message);
		bus->missed = TRUE;
		retry_later(bus);
		return;
	}
	bus->connection = connection;
	bus->retry_ms = RETRY_MIN_MS;
	g_dbus_connection_set_exit_on_close(connection, FALSE);
	g_signal_connect(connection, "closed", G_CALLBACK(on_closed), bus);
	bus->object = g_dbus_connection_register_object(
		connection, BUS_PATH, bus->node->interfaces[0], &VTABLE, bus, NULL, NULL);
	bus->name = g_bus_own_name_on_connection(connection, BUS_NAME,
		G_BUS_NAME_OWNER_FLAGS_DO_NOT_QUEUE, NULL, on_name_lost, bus, NULL);
	bus->events->up(connection, bus->data);
}

static gboolean on_retry(gpointer data)
{
	struct bus *bus = data;

	bus->timer = 0;
	g_bus_get(G_BUS_TYPE_SESSION, bus->cancel, on_connected, bus);
	return G_SOURCE_REMOVE;
}

static void retry_later(struct bus *bus)
{
	bus->timer = g_timeout_add(bus->retry_ms, on_retry, bus);
	bus->retry_ms = MIN(bus->retry_ms * 2, RETRY_MAX_MS);
}

struct bus *bus_new(const struct bus_events *events, gpointer data)
{
	struct bus *bus = g_new0(struct bus, 1);

	bus->events = events;
	bus->data = data;
	bus->cancel = g_cancellable_new();
	bus->retry_ms = RETRY_MIN_MS;
	bus->node = g_dbus_node_info_new_for_xml(INTROSPECTION, NULL);
	g_assert(bus->node);
	bus->sessions = g_variant_ref_sink(g_variant_new("aa{sv}", NULL));
	bus->timer = g_idle_add(on_retry, bus);
	return bus;
}

void bus_free(struct bus *bus)
{
	if (!bus)
		return;
	g_cancellable_cancel(bus->cancel);
	g_clear_handle_id(&bus->timer, g_source_remove);
	leave(bus);
	g_object_unref(bus->cancel);
	g_variant_unref(bus->sessions);
	g_dbus_node_info_unref(bus->node);
	g_free(bus);
}

static void emit(struct bus *bus, const char *interface, const char *signal, GVariant *parameters)
{
	g_dbus_connection_emit_signal(
		bus->connection, NULL, BUS_PATH, interface, signal, parameters, NULL);
}

/* The session of LIST with the id of SESSION, or NULL. */
static GVariant *find_same(GVariant *list, GVariant *session)
{
	const char *id = "", *other;

	g_variant_lookup(session, "id", "&s", &id);
	for (gsize i = 0; i < g_variant_n_children(list); i++) {
		g_autoptr(GVariant) child = g_variant_get_child_value(list, i);

		if (g_variant_lookup(child, "id", "&s", &other) && g_strcmp0(id, other) == 0)
			return g_steal_pointer(&child);
	}
	return NULL;
}

static void emit_changed(struct bus *bus, GVariant *old, GVariant *new)
{
	for (gsize i = 0; i < g_variant_n_children(new); i++) {
		g_autoptr(GVariant) session = g_variant_get_child_value(new, i);
		g_autoptr(GVariant) before = find_same(old, session);

		if (!before || !g_variant_equal(before, session))
			emit(bus, BUS_INTERFACE, "SessionChanged",
				g_variant_new("(@a{sv})", session));
	}
}

static void emit_removed(struct bus *bus, GVariant *old, GVariant *new)
{
	for (gsize i = 0; i < g_variant_n_children(old); i++) {
		g_autoptr(GVariant) session = g_variant_get_child_value(old, i);
		g_autoptr(GVariant) after = find_same(new, session);
		const char *id = "";

		g_variant_lookup(session, "id", "&s", &id);
		if (!after)
			emit(bus, BUS_INTERFACE, "SessionRemoved", g_variant_new("(s)", id));
	}
}

static void emit_connected(struct bus *bus)
{
	GVariantBuilder changed;

	g_variant_builder_init(&changed, G_VARIANT_TYPE_VARDICT);
	g_variant_builder_add(
		&changed, "{sv}", "CollectorConnected", g_variant_new_boolean(bus->connected));
	emit(bus, "org.freedesktop.DBus.Properties", "PropertiesChanged",
		g_variant_new("(sa{sv}as)", BUS_INTERFACE, &changed, NULL));
}

void bus_publish(struct bus *bus, GVariant *sessions, gboolean connected)
{
	g_autoptr(GVariant) old = bus->sessions;
	gboolean was_connected = bus->connected;

	bus->sessions = g_variant_ref_sink(sessions);
	bus->connected = connected;
	if (!bus->connection)
		return;
	emit_changed(bus, old, bus->sessions);
	emit_removed(bus, old, bus->sessions);
	if (was_connected != connected)
		emit_connected(bus);
}

void bus_reply(GDBusMethodInvocation *call, const char *error)
{
	if (error)
		g_dbus_method_invocation_return_error(
			call, G_DBUS_ERROR, G_DBUS_ERROR_FAILED, "%s", error);
	else
		g_dbus_method_invocation_return_value(call, NULL);
}
