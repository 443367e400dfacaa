/* SPDX-License-Identifier: MIT */
#include "agent/status/folder.h"

#include "agent/status/file.h"

#include <gio/gio.h>

struct status_folder {
	GFile *file;
	GFileMonitor *monitor; /* of it, or of what it is in while it is not there */
	gboolean is_there;
	void (*changed)(const char *name, gpointer data);
	gpointer data;
};

static gboolean look(struct status_folder *folder);

static void drop_monitor(struct status_folder *folder)
{
	if (!folder->monitor)
		return;
	g_signal_handlers_disconnect_by_data(folder->monitor, folder);
	g_file_monitor_cancel(folder->monitor);
	g_clear_object(&folder->monitor);
}

static gboolean is_gone(GFileMonitorEvent event)
{
	return event == G_FILE_MONITOR_EVENT_DELETED || event == G_FILE_MONITOR_EVENT_MOVED_OUT ||
		event == G_FILE_MONITOR_EVENT_UNMOUNTED;
}

static void tell(const struct status_folder *folder, GFile *file)
{
	g_autofree char *name = g_file_get_basename(file);

	folder->changed(name, folder->data);
}

/* Another may have taken its place. */
static void lose(struct status_folder *folder)
{
	drop_monitor(folder);
	folder->is_there = FALSE;
	look(folder);
	folder->changed(NULL, folder->data);
}

/* Only what is complete: of a write that goes on the end is told as well. */
static void on_event(
	GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer data)
{
	struct status_folder *folder = data;

	if (g_file_equal(file, folder->file)) {
		if (is_gone(event))
			lose(folder);
	} else if (event == G_FILE_MONITOR_EVENT_RENAMED) {
		tell(folder, file);
		tell(folder, other);
	} else if (is_gone(event) || event == G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT ||
		event == G_FILE_MONITOR_EVENT_MOVED_IN) {
		tell(folder, file);
	}
}

static void on_parent_event(
	GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer data)
{
	struct status_folder *folder = data;

	if (g_file_equal(file, folder->file) || (other && g_file_equal(other, folder->file)))
		status_folder_look(folder);
	else if (is_gone(event) && g_file_has_prefix(folder->file, file))
		drop_monitor(folder);
}

static gboolean watch(struct status_folder *folder, GFile *what, GCallback on_change)
{
	drop_monitor(folder);
	folder->monitor = g_file_monitor_directory(what, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
	if (folder->monitor)
		g_signal_connect(folder->monitor, "changed", on_change, folder);
	return folder->monitor != NULL;
}

static gboolean is_present(const struct status_folder *folder)
{
	return status_folder_check(g_file_peek_path(folder->file)) == 0;
}

/* For what is in a folder that is not there GLib would look again and again. */
static void watch_parent(struct status_folder *folder)
{
	g_autoptr(GFile) parent = g_file_get_parent(folder->file);

	if (parent && g_file_test(g_file_peek_path(parent), G_FILE_TEST_IS_DIR))
		watch(folder, parent, G_CALLBACK(on_parent_event));
}

/* TRUE where it has appeared. */
static gboolean look(struct status_folder *folder)
{
	if (folder->is_there)
		return FALSE;
	if (!folder->monitor && !is_present(folder))
		watch_parent(folder);
	folder->is_there = is_present(folder) && watch(folder, folder->file, G_CALLBACK(on_event));
	return folder->is_there;
}

void status_folder_look(struct status_folder *folder)
{
	if (look(folder))
		folder->changed(NULL, folder->data);
}

struct status_folder *status_folder_new(
	const char *path, void (*changed)(const char *name, gpointer data), gpointer data)
{
	struct status_folder *folder = g_new0(struct status_folder, 1);

	folder->file = g_file_new_for_path(path);
	folder->changed = changed;
	folder->data = data;
	look(folder);
	return folder;
}

void status_folder_free(struct status_folder *folder)
{
	if (!folder)
		return;
	drop_monitor(folder);
	g_object_unref(folder->file);
	g_free(folder);
}
