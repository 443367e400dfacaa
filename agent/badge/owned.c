/* SPDX-License-Identifier: MIT */
#include "agent/badge/owned.h"

#include "agent/base/log.h"
#include "agent/base/runtime.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define LOG_MODULE "badge"

struct owned {
	char *directory;
	char *record;       /* NULL where there is no place for one */
	GHashTable *inodes; /* gint64 window -> guint64 inode */
	gboolean failed;    /* that the record can't be written was said */
};

/* FOLDER, then one line "WINDOW INODE" for each file. */
static void sweep(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (gsize i = 1; lines[0] && lines[i]; i++) {
		g_auto(GStrv) parts = g_strsplit(lines[i], " ", 3);
		g_autofree char *path = NULL, *temp = NULL;
		guint64 window, inode;
		GStatBuf status;

		if (g_strv_length(parts) != 2 ||
			!g_ascii_string_to_unsigned(parts[0], 10, 1, G_MAXINT64, &window, NULL) ||
			!g_ascii_string_to_unsigned(parts[1], 10, 1, G_MAXUINT64, &inode, NULL))
			continue;
		temp = g_strdup_printf("%s/%" G_GUINT64_FORMAT OWNED_TEMP_SUFFIX, lines[0], window);
		g_unlink(temp);
		path = g_strdup_printf("%s/%" G_GUINT64_FORMAT ".json", lines[0], window);
		if (g_lstat(path, &status) == 0 && status.st_ino == inode && g_unlink(path) == 0)
			log_info("removed the badge of window %" G_GUINT64_FORMAT
				 ", left by an earlier agent",
				window);
	}
}

static void write_record(struct owned *owned)
{
	g_autoptr(GString) text = g_string_new(owned->directory);
	g_autoptr(GError) error = NULL;
	GHashTableIter iter;
	gpointer key, value;

	if (!owned->record)
		return;
	g_string_append_c(text, '\n');
	g_hash_table_iter_init(&iter, owned->inodes);
	while (g_hash_table_iter_next(&iter, &key, &value))
		g_string_append_printf(text, "%" G_GINT64_FORMAT " %" G_GUINT64_FORMAT "\n",
			*(gint64 *)key, *(guint64 *)value);
	if (!runtime_write(owned->record, text->str, &error) && !owned->failed)
		log_warning("%s, ignoring", error->message);
	owned->failed = error != NULL;
}

struct owned *owned_new(const char *directory)
{
	struct owned *owned = g_new0(struct owned, 1);
	g_autofree char *record = runtime_path("badges"), *folder = NULL, *text = NULL;

	owned->directory = g_strdup(directory);
	owned->inodes = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
	if (!record)
		return owned;
	folder = g_path_get_dirname(record);
	if (g_mkdir_with_parents(folder, 0700) < 0)
		log_warning("can't make %s: %s; badges of a killed agent will stay", folder,
			g_strerror(errno));
	else
		owned->record = g_steal_pointer(&record);
	if (owned->record && g_file_get_contents(owned->record, &text, NULL, NULL))
		sweep(text);
	return owned;
}

void owned_free(struct owned *owned)
{
	if (!owned)
		return;
	if (owned->record)
		g_unlink(owned->record);
	g_hash_table_unref(owned->inodes);
	g_free(owned->record);
	g_free(owned->directory);
	g_free(owned);
}

void owned_add(struct owned *owned, gint64 window, guint64 inode)
{
	g_hash_table_replace(owned->inodes, g_memdup2(&window, sizeof(window)),
		g_memdup2(&inode, sizeof(inode)));
	write_record(owned);
}

void owned_remove(struct owned *owned, gint64 window)
{
	if (g_hash_table_remove(owned->inodes, &window))
		write_record(owned);
}
