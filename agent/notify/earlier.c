/* SPDX-License-Identifier: MIT */
#include "agent/notify/earlier.h"

struct earlier {
	const struct earlier_events *events;
	gpointer data;
	GDBusConnection *bus;
	guint signals[2];
};

static void on_action(GDBusConnection *bus, const char *sender, const char *path,
	const char *interface, const char *signal, GVariant *parameters, gpointer data)
{
	const struct earlier *earlier = data;
	const char *action;
	guint32 id;

	if (!g_variant_is_of_type(parameters, G_VARIANT_TYPE("(us)")))
		return;
	g_variant_get(parameters, "(u&s)", &id, &action);
	earlier->events->acted(id, action, earlier->data);
}

static void on_closed(GDBusConnection *bus, const char *sender, const char *path,
	const char *interface, const char *signal, GVariant *parameters, gpointer data)
{
	const struct earlier *earlier = data;
	guint32 id, reason;

	if (!g_variant_is_of_type(parameters, G_VARIANT_TYPE("(uu)")))
		return;
	g_variant_get(parameters, "(uu)", &id, &reason);
	earlier->events->closed(id, reason, earlier->data);
}

static guint subscribe(struct earlier *earlier, const char *signal, GDBusSignalCallback callback)
{
	return g_dbus_connection_signal_subscribe(earlier->bus, "org.freedesktop.Notifications",
		"org.freedesktop.Notifications", signal, "/org/freedesktop/Notifications", NULL,
		G_DBUS_SIGNAL_FLAGS_NONE, callback, earlier, NULL);
}

struct earlier *earlier_new(
	GDBusConnection *bus, const struct earlier_events *events, gpointer data)
{
	struct earlier *earlier = g_new0(struct earlier, 1);

	earlier->events = events;
	earlier->data = data;
	earlier->bus = g_object_ref(bus);
	earlier->signals[0] = subscribe(earlier, "ActionInvoked", on_action);
	earlier->signals[1] = subscribe(earlier, "NotificationClosed", on_closed);
	return earlier;
}

void earlier_free(struct earlier *earlier)
{
	if (!earlier)
		return;
	for (gsize i = 0; i < G_N_ELEMENTS(earlier->signals); i++)
		g_dbus_connection_signal_unsubscribe(earlier->bus, earlier->signals[i]);
	g_object_unref(earlier->bus);
	g_free(earlier);
}
