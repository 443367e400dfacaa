/* SPDX-License-Identifier: MIT */
#include "agent/bus/bus.h"

#include "agent/base/log.h"
#include "agent/bus/former.h"
#include "agent/bus/name.h"
#include "agent/bus/objects.h"

#include <string.h>

#define LOG_MODULE "bus"

#define RETRY_MIN_MS 1000
#define RETRY_MAX_MS 60000

struct bus {
	const struct bus_events *events;
	gpointer data;
	GDBusConnection *connection;
	const struct requests *requests;
	struct objects *objects;
	struct former *former;
	GHashTable *sessions; /* id -> its a{sv}, as it was last told */
	gboolean missed;      /* that there is no bus was said */
	GCancellable *cancel;
	guint names[2];
	guint timer;
	guint retry_ms;
};

static void retry_later(struct bus *bus);

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
	for (gsize i = 0; i < G_N_ELEMENTS(bus->names); i++)
		g_bus_unown_name(bus->names[i]);
	objects_set_bus(bus->objects, NULL);
	former_set_bus(bus->former, NULL);
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

static const char *const NAMES[] = {BUS_NAME, BUS_FORMER_NAME};

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
	objects_set_bus(bus->objects, connection);
	former_set_bus(bus->former, connection);
	for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++)
		bus->names[i] = g_bus_own_name_on_connection(connection, NAMES[i],
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

struct bus *bus_new(const struct bus_events *events, gpointer data, const struct requests *requests)
{
	struct bus *bus = g_new0(struct bus, 1);

	bus->events = events;
	bus->data = data;
	bus->requests = requests;
	bus->cancel = g_cancellable_new();
	bus->retry_ms = RETRY_MIN_MS;
	bus->objects = objects_new(requests);
	bus->former = former_new(requests);
	bus->sessions = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_variant_unref);
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
	objects_free(bus->objects);
	former_free(bus->former);
	g_hash_table_unref(bus->sessions);
	g_free(bus);
}

/* Both are ours: what is equal is made of the same bytes. g_variant_equal() may print both first. */
static gboolean is_same(GVariant *before, GVariant *session)
{
	gsize size = g_variant_get_size(session);

	return g_variant_get_size(before) == size &&
		memcmp(g_variant_get_data(before), g_variant_get_data(session), size) == 0;
}

static void tell(struct bus *bus, const char *id, GVariant *session)
{
	GVariant *before = g_hash_table_lookup(bus->sessions, id);

	if (before && is_same(before, session))
		return;
	objects_changed(bus->objects, id, session);
	former_changed(bus->former, session);
	g_hash_table_insert(bus->sessions, g_strdup(id), g_variant_ref(session));
}

static void tell_removed(struct bus *bus, const char *id)
{
	if (!g_hash_table_remove(bus->sessions, id))
		return;
	objects_removed(bus->objects, id);
	former_removed(bus->former, id);
}

void bus_publish(struct bus *bus, gboolean connected)
{
	struct model *model = bus->requests->model;
	g_autoptr(GHashTable) changes = model_take_changes(model);
	GHashTableIter iter;
	gpointer id;

	g_hash_table_iter_init(&iter, changes);
	while (g_hash_table_iter_next(&iter, &id, NULL)) {
		g_autoptr(GVariant) session = requests_describe(bus->requests, id);

		if (session)
			tell(bus, id, g_variant_ref_sink(session));
		else
			tell_removed(bus, id);
	}
	objects_set_state(bus->objects, connected, model_is_paused(model));
	former_set_connected(bus->former, connected);
}
