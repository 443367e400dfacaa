/* SPDX-License-Identifier: MIT */
#include "agent/config/watch.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

#define SETTLE_MS  150
#define LEVELS_MAX 3 /* the file, its folder, and what that is in */

struct config_watch {
	char *file;
	GPtrArray *monitors; /* of GFileMonitor */
	void (*changed)(gpointer data);
	gpointer data;
	guint timer;
};

static void watch_all(struct config_watch *watch);

static gboolean on_timer(gpointer data)
{
	struct config_watch *watch = data;

	watch->timer = 0;
	/* Links may lead elsewhere now. */
	watch_all(watch);
	watch->changed(watch->data);
	return G_SOURCE_REMOVE;
}

static void on_event(
	GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer data)
{
	struct config_watch *watch = data;

	g_clear_handle_id(&watch->timer, g_source_remove);
	watch->timer = g_timeout_add(SETTLE_MS, on_timer, watch);
}

static void watch_path(struct config_watch *watch, const char *path)
{
	g_autofree char *folder = g_path_get_dirname(path);
	g_autoptr(GFile) file = g_file_new_for_path(path);
	GFileMonitor *monitor;

	/* For what is in a folder that is not there GLib would look again and again; it takes the root
	 * for one. */
	if (strcmp(folder, "/") == 0 || !g_file_test(folder, G_FILE_TEST_IS_DIR))
		return;
	monitor = g_file_monitor_file(file, G_FILE_MONITOR_NONE, NULL, NULL);
	if (!monitor)
		return;
	g_signal_connect(monitor, "changed", G_CALLBACK(on_event), watch);
	g_ptr_array_add(watch->monitors, monitor);
}

static void monitor_free(gpointer data)
{
	GFileMonitor *monitor = data;

	g_signal_handlers_disconnect_matched(
		monitor, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, (gpointer)on_event, NULL);
	g_file_monitor_cancel(monitor);
	g_object_unref(monitor);
}

static void watch_all(struct config_watch *watch)
{
	g_autofree char *path = g_strdup(watch->file);
	char *real = realpath(watch->file, NULL);

	g_ptr_array_set_size(watch->monitors, 0);
	if (real && strcmp(real, watch->file) != 0)
		watch_path(watch, real);
	free(real);
	for (guint i = 0; i < LEVELS_MAX && strcmp(path, "/") != 0; i++) {
		char *folder = g_path_get_dirname(path);

		watch_path(watch, path);
		g_free(path);
		path = folder;
	}
}

struct config_watch *config_watch_new(
	const char *file, void (*changed)(gpointer data), gpointer data)
{
	struct config_watch *watch = g_new0(struct config_watch, 1);

	watch->file = g_canonicalize_filename(file, NULL);
	watch->monitors = g_ptr_array_new_with_free_func(monitor_free);
	watch->changed = changed;
	watch->data = data;
	watch_all(watch);
	return watch;
}

void config_watch_free(struct config_watch *watch)
{
	if (!watch)
		return;
	g_clear_handle_id(&watch->timer, g_source_remove);
	g_ptr_array_unref(watch->monitors);
	g_free(watch->file);
	g_free(watch);
}
