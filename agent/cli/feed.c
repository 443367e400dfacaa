/* SPDX-License-Identifier: MIT */
#include "agent/cli/feed.h"

#include "agent/bus/field.h"
#include "agent/bus/name.h"
#include "agent/bus/order.h"
#include "agent/cli/agent.h"
#include "agent/cli/frames.h"

#define CALL_MS  3000
#define GRACE_MS 2000 /* an agent that is started anew is back by then */

struct feed {
	const struct feed_events *events;
	gpointer data;
	char *socket;
	GHashTable *sessions; /* id -> GVariant */
	GHashTable *listed;   /* ids, while all are being listed */
	GDBusConnection *bus;
	GCancellable *cancel; /* of the question that is under way */
	guint watch;
	guint signals;
	guint timer;
	struct frames *frames;
};

static void note(struct feed *feed, const char *text)
{
	if (feed->events->note)
		feed->events->note(text, feed->data);
}

static void take(struct feed *feed, GVariant *session)
{
	const char *id = field_string(session, "id");
	GVariant *before = g_hash_table_lookup(feed->sessions, id);

	if (feed->listed)
		g_hash_table_add(feed->listed, g_strdup(id));
	if (before && g_variant_equal(before, session))
		return;
	g_hash_table_insert(feed->sessions, g_strdup(id), g_variant_ref(session));
	if (feed->events->changed)
		feed->events->changed(session, feed->data);
}

static void drop(struct feed *feed, const char *id)
{
	g_autofree char *key = NULL;
	g_autoptr(GVariant) session = NULL;

	if (!g_hash_table_steal_extended(
		    feed->sessions, id, (gpointer *)&key, (gpointer *)&session))
		return;
	if (feed->events->removed)
		feed->events->removed(session, feed->data);
}

static void begin_list(struct feed *feed)
{
	g_clear_pointer(&feed->listed, g_hash_table_unref);
	feed->listed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static void end_list(struct feed *feed)
{
	g_autoptr(GHashTable) listed = g_steal_pointer(&feed->listed);
	g_autoptr(GList) ids = g_hash_table_get_keys(feed->sessions);

	for (GList *id = ids; id && listed; id = id->next)
		if (!g_hash_table_contains(listed, id->data))
			drop(feed, id->data);
	if (feed->events->settled)
		feed->events->settled(feed->data);
}

static void on_frames_session(GVariant *session, gpointer data)
{
	take(data, session);
}

static void on_frames_gone(const char *id, gpointer data)
{
	drop(data, id);
}

static void on_frames_begun(gpointer data)
{
	begin_list(data);
}

static void on_frames_settled(gpointer data)
{
	end_list(data);
}

static void on_frames_down(const char *why, gpointer data)
{
	struct feed *feed = data;
	g_autofree char *text = g_strdup_printf("the collector does not answer at %s (%s); look "
						"at: systemctl status ebpf-ai-monitor.socket",
		feed->socket, why);

	note(feed, text);
	if (feed->events->lost)
		feed->events->lost(feed->data);
}

static const struct frames_events FRAMES_EVENTS = {
	.begun = on_frames_begun,
	.session = on_frames_session,
	.gone = on_frames_gone,
	.settled = on_frames_settled,
	.down = on_frames_down,
};

static void ask_collector(struct feed *feed, const char *why)
{
	g_autofree char *text = g_strdup_printf("%s, so this is the collector's word: without "
						"windows and cards",
		why);

	if (feed->frames)
		return;
	note(feed, text);
	feed->frames = frames_new(feed->socket, &FRAMES_EVENTS, feed);
}

static gboolean on_grace(gpointer data)
{
	struct feed *feed = data;

	feed->timer = 0;
	ask_collector(feed,
		"the agent is not running (start it: systemctl --user start "
		"ebpf-ai-monitor-agent)");
	return G_SOURCE_REMOVE;
}

static void on_signal(GDBusConnection *bus, const char *sender, const char *path,
	const char *interface, const char *signal, GVariant *parameters, gpointer data)
{
	if (g_strcmp0(signal, "SessionChanged") == 0 &&
		g_variant_is_of_type(parameters, G_VARIANT_TYPE("(a{sv})"))) {
		g_autoptr(GVariant) session = g_variant_get_child_value(parameters, 0);

		take(data, session);
	} else if (g_strcmp0(signal, "SessionRemoved") == 0 &&
		g_variant_is_of_type(parameters, G_VARIANT_TYPE("(s)"))) {
		const char *id;

		g_variant_get(parameters, "(&s)", &id);
		drop(data, id);
	}
}

static void on_listed(GObject *source, GAsyncResult *result, gpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GVariant) reply =
		g_dbus_connection_call_finish(G_DBUS_CONNECTION(source), result, &error);
	g_autoptr(GVariant) sessions = NULL;
	struct feed *feed = data;

	/* The feed may be freed then. */
	if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
		return;
	if (!reply) {
		ask_collector(feed, "the agent does not answer");
		return;
	}
	sessions = g_variant_get_child_value(reply, 0);
	begin_list(feed);
	for (gsize i = 0; i < g_variant_n_children(sessions); i++) {
		g_autoptr(GVariant) session = g_variant_get_child_value(sessions, i);

		take(feed, session);
	}
	if (cli_agent_is_stale(feed->bus))
		note(feed,
			"the agent has no connection to the collector, so this may be out of "
			"date; look at: systemctl status ebpf-ai-monitor");
	end_list(feed);
}

static void forget_agent(struct feed *feed)
{
	g_cancellable_cancel(feed->cancel);
	g_clear_object(&feed->cancel);
	g_clear_handle_id(&feed->timer, g_source_remove);
	if (feed->signals)
		g_dbus_connection_signal_unsubscribe(feed->bus, feed->signals);
	feed->signals = 0;
}

static void on_appeared(GDBusConnection *bus, const char *name, const char *owner, gpointer data)
{
	struct feed *feed = data;

	forget_agent(feed);
	g_clear_pointer(&feed->frames, frames_free);
	feed->cancel = g_cancellable_new();
	/* Before the list is asked for, so that nothing falls in between. */
	feed->signals = g_dbus_connection_signal_subscribe(bus, BUS_FORMER_NAME, BUS_INTERFACE,
		NULL, BUS_FORMER_PATH, NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_signal, feed, NULL);
	g_dbus_connection_call(bus, BUS_FORMER_NAME, BUS_FORMER_PATH, BUS_INTERFACE, "ListSessions",
		NULL, G_VARIANT_TYPE("(aa{sv})"), G_DBUS_CALL_FLAGS_NO_AUTO_START, CALL_MS,
		feed->cancel, on_listed, feed);
}

static void on_vanished(GDBusConnection *bus, const char *name, gpointer data)
{
	struct feed *feed = data;
	gboolean was_there = feed->signals != 0;

	forget_agent(feed);
	feed->timer = g_timeout_add(was_there ? GRACE_MS : 0, on_grace, feed);
}

static gboolean on_no_bus(gpointer data)
{
	struct feed *feed = data;

	feed->timer = 0;
	ask_collector(feed, "there is no session bus to ask the agent on");
	return G_SOURCE_REMOVE;
}

struct feed *feed_new(const char *socket, const struct feed_events *events, gpointer data)
{
	struct feed *feed = g_new0(struct feed, 1);

	feed->events = events;
	feed->data = data;
	feed->socket = g_strdup(socket ? socket : SOCKET_PATH);
	feed->sessions = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_variant_unref);
	feed->bus = g_bus_get_sync(G_BUS_TYPE_SESSION, NULL, NULL);
	if (!feed->bus) {
		feed->timer = g_idle_add(on_no_bus, feed);
		return feed;
	}
	g_dbus_connection_set_exit_on_close(feed->bus, FALSE);
	feed->watch = g_bus_watch_name_on_connection(feed->bus, BUS_FORMER_NAME,
		G_BUS_NAME_WATCHER_FLAGS_NONE, on_appeared, on_vanished, feed, NULL);
	return feed;
}

void feed_free(struct feed *feed)
{
	if (!feed)
		return;
	if (feed->watch)
		g_bus_unwatch_name(feed->watch);
	forget_agent(feed);
	frames_free(feed->frames);
	g_clear_object(&feed->bus);
	g_clear_pointer(&feed->listed, g_hash_table_unref);
	g_hash_table_unref(feed->sessions);
	g_free(feed->socket);
	g_free(feed);
}

GPtrArray *feed_order(const struct feed *feed)
{
	g_autoptr(GVariant) all = NULL;
	GVariantBuilder builder;
	GHashTableIter iter;
	gpointer session;

	g_variant_builder_init(&builder, G_VARIANT_TYPE("aa{sv}"));
	g_hash_table_iter_init(&iter, feed->sessions);
	while (g_hash_table_iter_next(&iter, NULL, &session))
		g_variant_builder_add_value(&builder, session);
	all = g_variant_ref_sink(g_variant_builder_end(&builder));
	return order_sort(all);
}
