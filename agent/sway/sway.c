/* SPDX-License-Identifier: MIT */
#include "agent/sway/sway.h"

#include "agent/base/log.h"
#include "agent/base/runtime.h"
#include "agent/proc/proc.h"
#include "agent/sway/find.h"
#include "agent/sway/link.h"
#include "agent/sway/x11.h"

#include <gio/gio.h>

#define LOG_MODULE "sway"

#define RETRY_MIN_MS 250
#define RETRY_MAX_MS 60000 /* the runtime directory tells sooner when a Sway starts */
#define APPEARED_MS  200   /* from the socket's creation until it is listened to */

struct sway {
	const struct sway_events *events;
	gpointer data;
	struct sway_link *link;
	struct x11 *x11;
	gboolean up;
	gboolean finding;
	gboolean freed;   /* while a look-up runs */
	gboolean missed;  /* that it is missing was said */
	GPtrArray *paths; /* still to be tried */
	GFileMonitor *monitor;
	guint retry_ms;
	guint timer;
};

struct request {
	struct sway *sway;
	struct sway_tree *tree;
	sway_tree_done tree_done;
	sway_command_done command_done;
	gpointer data;
};

static void try_next(struct sway *sway);

static void on_found(GPtrArray *paths, gpointer data)
{
	struct sway *sway = data;

	sway->finding = FALSE;
	if (sway->freed) {
		g_ptr_array_unref(paths);
		g_free(sway);
		return;
	}
	g_clear_pointer(&sway->paths, g_ptr_array_unref);
	sway->paths = paths;
	try_next(sway);
}

static gboolean on_retry(gpointer data)
{
	struct sway *sway = data;

	sway->timer = 0;
	if (sway->link || sway->finding)
		return G_SOURCE_REMOVE;
	sway->finding = TRUE;
	sway_find(on_found, sway);
	return G_SOURCE_REMOVE;
}

static void retry_in(struct sway *sway, guint ms)
{
	g_clear_handle_id(&sway->timer, g_source_remove);
	sway->timer = g_timeout_add(ms, on_retry, sway);
}

static void retry_later(struct sway *sway)
{
	retry_in(sway, sway->retry_ms);
	sway->retry_ms = MIN(sway->retry_ms * 2, RETRY_MAX_MS);
}

static void drop_link(struct sway *sway)
{
	struct sway_link *link = g_steal_pointer(&sway->link);
	gboolean was_up = sway->up;

	sway->up = FALSE;
	sway_link_close(link);
	if (was_up)
		sway->events->down(sway->data);
}

static void on_closed(const char *error, gpointer data)
{
	struct sway *sway = data;

	if (sway->up)
		log_info("connection lost: %s", error);
	drop_link(sway);
	sway->retry_ms = RETRY_MIN_MS;
	retry_later(sway);
}

static void on_event(enum sway_message type, const char *json, gsize len, gpointer data)
{
	struct sway *sway = data;
	struct sway_event event = {0};

	if (type == SWAY_EVENT_SHUTDOWN) {
		on_closed("it shuts down", sway);
		return;
	}
	if (type == SWAY_EVENT_WINDOW && !sway_event_parse(json, len, &event))
		return;
	sway->events->window(&event, sway->data);
}

static void on_subscribed(const char *json, gsize len, gpointer data)
{
	struct sway *sway = data;

	/* Without an answer the link is being closed, by whoever does so. */
	if (!json)
		return;
	sway->up = TRUE;
	sway->missed = FALSE;
	sway->retry_ms = RETRY_MIN_MS;
	log_info("connected");
	sway->events->up(sway->data);
}

static void on_opened(const char *error, gpointer data)
{
	struct sway *sway = data;

	if (error) {
		log_debug("not there: %s", error);
		drop_link(sway);
		try_next(sway);
		return;
	}
	sway_link_send(sway->link, SWAY_SUBSCRIBE, "[\"window\",\"workspace\",\"shutdown\"]",
		on_subscribed, sway);
}

static const struct sway_link_events LINK_EVENTS = {
	.opened = on_opened,
	.closed = on_closed,
	.event = on_event,
};

static void try_next(struct sway *sway)
{
	g_autofree char *path = NULL;

	if (sway->paths->len > 0) {
		path = g_ptr_array_steal_index(sway->paths, 0);
		sway->link = sway_link_open(path, &LINK_EVENTS, sway);
		return;
	}
	if (!sway->missed)
		log_warning("no Sway or i3 found: windows are unknown and there are no badges "
			    "until one "
			    "appears");
	sway->missed = TRUE;
	retry_later(sway);
}

static void on_directory(
	GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer data)
{
	struct sway *sway = data;
	g_autofree char *name = g_file_get_basename(file);

	if (event == G_FILE_MONITOR_EVENT_CREATED && !sway->link && name &&
		g_str_has_prefix(name, "sway-ipc."))
		retry_in(sway, APPEARED_MS);
}

static void watch_directory(struct sway *sway)
{
	const char *runtime = runtime_directory();
	g_autoptr(GFile) directory = NULL;

	if (!runtime)
		return;
	directory = g_file_new_for_path(runtime);
	sway->monitor = g_file_monitor_directory(directory, G_FILE_MONITOR_NONE, NULL, NULL);
	if (sway->monitor)
		g_signal_connect(sway->monitor, "changed", G_CALLBACK(on_directory), sway);
}

struct sway *sway_new(const struct sway_events *events, gpointer data)
{
	struct sway *sway = g_new0(struct sway, 1);

	sway->events = events;
	sway->data = data;
	sway->retry_ms = RETRY_MIN_MS;
	sway->x11 = x11_new();
	watch_directory(sway);
	retry_in(sway, 0);
	return sway;
}

void sway_free(struct sway *sway)
{
	if (!sway)
		return;
	sway->up = FALSE;
	sway_link_close(sway->link);
	x11_free(sway->x11);
	g_clear_handle_id(&sway->timer, g_source_remove);
	g_clear_object(&sway->monitor);
	g_clear_pointer(&sway->paths, g_ptr_array_unref);
	sway->freed = TRUE;
	if (!sway->finding)
		g_free(sway);
}

char *sway_identity(const struct sway *sway)
{
	struct proc_stat stat;

	if (!sway->up || !proc_stat_read(sway_link_peer(sway->link), &stat))
		return NULL;
	return g_strdup_printf("%d-%" G_GUINT64_FORMAT, stat.pid, stat.start);
}

static void on_pids(gpointer data)
{
	struct request *request = data;

	request->tree_done(request->tree, request->data);
	g_free(request);
}

static void on_tree(const char *json, gsize len, gpointer data)
{
	struct request *request = data;
	g_autoptr(GError) error = NULL;
	struct sway_tree *tree = json ? sway_tree_parse(json, len, &error) : NULL;

	if (error)
		log_warning("%s, ignoring it", error->message);
	request->tree = tree;
	if (tree)
		x11_find_pids(request->sway->x11, tree, on_pids, request);
	else
		on_pids(request);
}

void sway_get_tree(struct sway *sway, sway_tree_done done, gpointer data)
{
	struct request *request;

	if (!sway->up) {
		done(NULL, data);
		return;
	}
	request = g_new0(struct request, 1);
	request->sway = sway;
	request->tree_done = done;
	request->data = data;
	sway_link_send(sway->link, SWAY_GET_TREE, "", on_tree, request);
}

static void on_command(const char *json, gsize len, gpointer data)
{
	struct request *request = data;
	g_autofree char *error = NULL;

	if (!json)
		request->command_done("Sway is gone", request->data);
	else if (!sway_reply_parse(json, len, &error))
		request->command_done(error ? error : "Sway refuses", request->data);
	else
		request->command_done(NULL, request->data);
	g_free(request);
}

void sway_command(struct sway *sway, const char *command, sway_command_done done, gpointer data)
{
	struct request *request;

	if (!sway->up) {
		done("there is no Sway", data);
		return;
	}
	request = g_new0(struct request, 1);
	request->command_done = done;
	request->data = data;
	sway_link_send(sway->link, SWAY_RUN_COMMAND, command, on_command, request);
}
