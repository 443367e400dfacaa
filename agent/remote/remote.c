/* SPDX-License-Identifier: MIT */
#include "agent/remote/remote.h"

#include "agent/remote/host.h"
#include "agent/remote/line.h"

#include <string.h>

#define LOST_S 60 /* then what was heard of it is forgotten */
#define LIST_S 5  /* so long it takes at most to list what there is */

struct peer {
	struct remote *remote;
	struct remote_host *host;
	GHashTable *ids; /* id -> the connection it was heard on last */
	guint connection;
	gboolean up;
	guint timer;
};

struct remote {
	const struct remote_events *events;
	gpointer data;
	GPtrArray *peers;
};

static gboolean is_stale(gpointer key, gpointer value, gpointer data)
{
	const struct peer *peer = data;

	if (peer->up && GPOINTER_TO_UINT(value) == peer->connection)
		return FALSE;
	peer->remote->events->gone(key, peer->remote->data);
	return TRUE;
}

static gboolean on_timer(gpointer data)
{
	struct peer *peer = data;

	peer->timer = 0;
	g_hash_table_foreach_remove(peer->ids, is_stale, peer);
	return G_SOURCE_REMOVE;
}

static void forget_in(struct peer *peer, guint seconds)
{
	g_clear_handle_id(&peer->timer, g_source_remove);
	peer->timer = g_timeout_add_seconds(seconds, on_timer, peer);
}

static struct peer *find_peer(const struct remote *remote, const char *name)
{
	for (guint i = 0; i < remote->peers->len; i++) {
		struct peer *peer = g_ptr_array_index(remote->peers, i);

		if (strcmp(remote_host_name(peer->host), name) == 0)
			return peer;
	}
	return NULL;
}

static void on_line(const char *line, gpointer data)
{
	struct peer *peer = data;
	const struct remote *remote = peer->remote;
	const char *name = remote_host_name(peer->host);
	g_autofree char *project = NULL;
	struct frame_session frame;

	if (!peer->up) {
		peer->up = TRUE;
		peer->connection++;
		forget_in(peer, LIST_S);
	}
	if (!remote_line_parse(line, name, g_get_real_time() / 1000, &frame, &project))
		return;
	if (frame.state == SESSION_EXITED)
		g_hash_table_remove(peer->ids, frame.id);
	else
		g_hash_table_insert(
			peer->ids, g_strdup(frame.id), GUINT_TO_POINTER(peer->connection));
	remote->events->session(&frame, project, name, remote->data);
}

static void on_down(gpointer data)
{
	struct peer *peer = data;

	peer->up = FALSE;
	forget_in(peer, LOST_S);
}

static const struct remote_host_events HOST_EVENTS = {.line = on_line, .down = on_down};

static void peer_free(gpointer data)
{
	struct peer *peer = data;

	g_clear_handle_id(&peer->timer, g_source_remove);
	remote_host_free(peer->host);
	g_hash_table_unref(peer->ids);
	g_free(peer);
}

struct remote *remote_new(const struct remote_events *events, gpointer data)
{
	struct remote *remote = g_new0(struct remote, 1);

	remote->events = events;
	remote->data = data;
	remote->peers = g_ptr_array_new_with_free_func(peer_free);
	return remote;
}

void remote_free(struct remote *remote)
{
	if (!remote)
		return;
	g_ptr_array_unref(remote->peers);
	g_free(remote);
}

static void add_peer(struct remote *remote, const char *name)
{
	struct peer *peer = g_new0(struct peer, 1);

	peer->remote = remote;
	peer->ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	peer->host = remote_host_new(name, &HOST_EVENTS, peer);
	g_ptr_array_add(remote->peers, peer);
}

void remote_set_hosts(struct remote *remote, const char *const *hosts)
{
	for (guint i = remote->peers->len; i-- > 0;) {
		struct peer *peer = g_ptr_array_index(remote->peers, i);

		if (g_strv_contains(hosts, remote_host_name(peer->host)))
			continue;
		peer->up = FALSE;
		g_hash_table_foreach_remove(peer->ids, is_stale, peer);
		g_ptr_array_remove_index(remote->peers, i);
	}
	for (; *hosts; hosts++)
		if (!find_peer(remote, *hosts))
			add_peer(remote, *hosts);
}
