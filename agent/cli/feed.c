/* SPDX-License-Identifier: MIT */
#include "agent/cli/feed.h"

#include "agent/bus/field.h"
#include "agent/bus/name.h"
#include "agent/bus/order.h"
#include "agent/cli/agent.h"
#include "agent/cli/frames.h"
#include "agent/cli/managed.h"

#include <stdio.h>

#define GRACE_MS 2000 /* an agent that is started anew is back by then */

struct feed {
	const struct feed_events *events;
	gpointer data;
	char *socket;
	GHashTable *sessions; /* id -> GVariant */
	GHashTable *listed;   /* ids, while all are being listed */
	GDBusConnection *bus;
	struct managed *managed; /* NULL without an agent */
	guint watch;
	guint timer;
	struct frames *frames;
};

static void note(struct feed *feed, const char *text)
{
	if (feed->events->note)
		feed->events->note(text, feed->data);
	else
		fprintf(stderr, "ebpf-ai-monitor: %s\n", text);
}

static void on_session(GVariant *session, gpointer data)
{
	struct feed *feed = data;
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

static void on_gone(const char *id, gpointer data)
{
	struct feed *feed = data;
	g_autofree char *key = NULL;
	g_autoptr(GVariant) session = NULL;

	if (!g_hash_table_steal_extended(
		    feed->sessions, id, (gpointer *)&key, (gpointer *)&session))
		return;
	if (feed->events->removed)
		feed->events->removed(session, feed->data);
}

static void on_begun(gpointer data)
{
	struct feed *feed = data;

	g_clear_pointer(&feed->listed, g_hash_table_unref);
	feed->listed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static void on_settled(gpointer data)
{
	struct feed *feed = data;
	g_autoptr(GHashTable) listed = g_steal_pointer(&feed->listed);
	g_autoptr(GList) ids = g_hash_table_get_keys(feed->sessions);

	for (GList *id = ids; id && listed; id = id->next)
		if (!g_hash_table_contains(listed, id->data))
			on_gone(id->data, feed);
	if (feed->events->settled)
		feed->events->settled(feed->data);
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
	.begun = on_begun,
	.session = on_session,
	.gone = on_gone,
	.settled = on_settled,
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

static void on_managed_settled(gpointer data)
{
	struct feed *feed = data;

	if (cli_agent_is_stale(feed->bus))
		note(feed,
			"the agent has no connection to the collector, so this may be out of "
			"date; look at: systemctl status ebpf-ai-monitor");
	on_settled(feed);
}

static void on_managed_missed(gpointer data)
{
	ask_collector(data, "the agent does not answer");
}

static const struct managed_events MANAGED_EVENTS = {
	.begun = on_begun,
	.session = on_session,
	.gone = on_gone,
	.settled = on_managed_settled,
	.missed = on_managed_missed,
};

static void forget_agent(struct feed *feed)
{
	g_clear_pointer(&feed->managed, managed_free);
	g_clear_handle_id(&feed->timer, g_source_remove);
}

static void on_appeared(GDBusConnection *bus, const char *name, const char *owner, gpointer data)
{
	struct feed *feed = data;

	forget_agent(feed);
	g_clear_pointer(&feed->frames, frames_free);
	feed->managed = managed_new(bus, &MANAGED_EVENTS, feed);
}

static void on_vanished(GDBusConnection *bus, const char *name, gpointer data)
{
	struct feed *feed = data;
	gboolean was_there = feed->managed != NULL;

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
	feed->watch = g_bus_watch_name_on_connection(feed->bus, BUS_NAME,
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
