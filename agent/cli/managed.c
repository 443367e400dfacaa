/* SPDX-License-Identifier: MIT */
#include "agent/cli/managed.h"

#include "agent/bus/field.h"
#include "agent/bus/name.h"

#include <string.h>

#define CALL_MS    3000
#define MANAGER    "org.freedesktop.DBus.ObjectManager"
#define PROPERTIES "org.freedesktop.DBus.Properties"

struct managed {
	const struct managed_events *events;
	gpointer data;
	GDBusConnection *bus;
	GCancellable *cancel;
	guint signals[2];
	GHashTable *sessions; /* path -> a{sv} */
};

static void take(struct managed *managed, const char *path, GVariant *properties)
{
	GVariant *session = field_merge(g_hash_table_lookup(managed->sessions, path), properties);

	g_hash_table_replace(managed->sessions, g_strdup(path), session);
	managed->events->session(session, managed->data);
}

/* INTERFACES is an a{sa{sv}}. */
static void take_object(struct managed *managed, const char *path, GVariant *interfaces)
{
	g_autoptr(GVariant) properties =
		g_variant_lookup_value(interfaces, BUS_SESSION, G_VARIANT_TYPE_VARDICT);

	if (properties)
		take(managed, path, properties);
}

static void on_added(struct managed *managed, GVariant *parameters)
{
	g_autoptr(GVariant) interfaces = NULL;
	const char *path;

	g_variant_get(parameters, "(&o@a{sa{sv}})", &path, &interfaces);
	take_object(managed, path, interfaces);
}

static void on_removed(struct managed *managed, GVariant *parameters)
{
	g_autofree char *key = NULL;
	g_autoptr(GVariant) session = NULL;
	const char *path;

	g_variant_get(parameters, "(&oas)", &path, NULL);
	if (g_hash_table_steal_extended(
		    managed->sessions, path, (gpointer *)&key, (gpointer *)&session))
		managed->events->gone(field_string(session, "id"), managed->data);
}

static void on_manager(GDBusConnection *bus, const char *sender, const char *path,
	const char *interface, const char *signal, GVariant *parameters, gpointer data)
{
	if (strcmp(signal, "InterfacesAdded") == 0 &&
		g_variant_is_of_type(parameters, G_VARIANT_TYPE("(oa{sa{sv}})")))
		on_added(data, parameters);
	else if (strcmp(signal, "InterfacesRemoved") == 0 &&
		g_variant_is_of_type(parameters, G_VARIANT_TYPE("(oas)")))
		on_removed(data, parameters);
}

static void on_properties(GDBusConnection *bus, const char *sender, const char *path,
	const char *interface, const char *signal, GVariant *parameters, gpointer data)
{
	struct managed *managed = data;
	g_autoptr(GVariant) changed = NULL;

	/* Of what was not listed yet, the list tells. */
	if (!g_hash_table_contains(managed->sessions, path) ||
		!g_variant_is_of_type(parameters, G_VARIANT_TYPE("(sa{sv}as)")))
		return;
	changed = g_variant_get_child_value(parameters, 1);
	take(managed, path, changed);
}

static void on_listed(GObject *source, GAsyncResult *result, gpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GVariant) reply =
		g_dbus_connection_call_finish(G_DBUS_CONNECTION(source), result, &error);
	g_autoptr(GVariant) objects = NULL;
	struct managed *managed = data;

	/* It may be freed then. */
	if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
		return;
	if (!reply) {
		managed->events->missed(managed->data);
		return;
	}
	objects = g_variant_get_child_value(reply, 0);
	managed->events->begun(managed->data);
	for (gsize i = 0; i < g_variant_n_children(objects); i++) {
		g_autoptr(GVariant) interfaces = NULL;
		const char *path;

		g_variant_get_child(objects, i, "{&o@a{sa{sv}}}", &path, &interfaces);
		take_object(managed, path, interfaces);
	}
	managed->events->settled(managed->data);
}

struct managed *managed_new(
	GDBusConnection *bus, const struct managed_events *events, gpointer data)
{
	struct managed *managed = g_new0(struct managed, 1);

	managed->events = events;
	managed->data = data;
	managed->bus = g_object_ref(bus);
	managed->cancel = g_cancellable_new();
	managed->sessions = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_variant_unref);
	/* Before the list is asked for, so that nothing falls in between. */
	managed->signals[0] = g_dbus_connection_signal_subscribe(bus, BUS_NAME, MANAGER, NULL,
		BUS_PATH, NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_manager, managed, NULL);
	managed->signals[1] =
		g_dbus_connection_signal_subscribe(bus, BUS_NAME, PROPERTIES, "PropertiesChanged",
			NULL, BUS_SESSION, G_DBUS_SIGNAL_FLAGS_NONE, on_properties, managed, NULL);
	g_dbus_connection_call(bus, BUS_NAME, BUS_PATH, MANAGER, "GetManagedObjects", NULL,
		G_VARIANT_TYPE("(a{oa{sa{sv}}})"), G_DBUS_CALL_FLAGS_NO_AUTO_START, CALL_MS,
		managed->cancel, on_listed, managed);
	return managed;
}

void managed_free(struct managed *managed)
{
	if (!managed)
		return;
	g_cancellable_cancel(managed->cancel);
	for (gsize i = 0; i < G_N_ELEMENTS(managed->signals); i++)
		g_dbus_connection_signal_unsubscribe(managed->bus, managed->signals[i]);
	g_hash_table_unref(managed->sessions);
	g_object_unref(managed->cancel);
	g_object_unref(managed->bus);
	g_free(managed);
}
