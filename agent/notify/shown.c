/* SPDX-License-Identifier: MIT */
#include "agent/notify/shown.h"

#include "agent/base/log.h"

#include <glib/gstdio.h>
#include <string.h>

#define LOG_MODULE "notify"

#define SHOWN_MAX 1024

void shown_free(struct shown *shown)
{
	g_free(shown->key);
	g_free(shown);
}

/* NULL where there is no place for it. */
static char *make_path(void)
{
	const char *runtime = g_getenv("XDG_RUNTIME_DIR");

	if (!runtime || !*runtime)
		return NULL;
	return g_build_filename(runtime, "ebpf-ai-monitor", "notifications", NULL);
}

void shown_write(const char *server, const GPtrArray *shown)
{
	g_autofree char *path = make_path();
	g_autoptr(GString) text = g_string_new(server);
	g_autoptr(GError) error = NULL;

	if (!path)
		return;
	if (shown->len == 0) {
		g_unlink(path);
		return;
	}
	for (guint i = 0; i < shown->len; i++) {
		const struct shown *one = g_ptr_array_index(shown, i);

		g_string_append_printf(text, "\n%u %u %s", one->id, one->serial, one->key);
	}
	if (!g_file_set_contents_full(path, text->str, (gssize)text->len,
		    G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
		log_warning("%s, ignoring", error->message);
}

GPtrArray *shown_parse(const char *text, const char *server)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", SHOWN_MAX);
	GPtrArray *list = g_ptr_array_new_with_free_func((GDestroyNotify)shown_free);

	if (g_strcmp0(lines[0], server) != 0)
		return list;
	for (gsize i = 1; lines[i]; i++) {
		g_auto(GStrv) parts = g_strsplit(lines[i], " ", 3);
		guint64 id, serial;
		struct shown *one;

		if (g_strv_length(parts) != 3 || !*parts[2] ||
			!g_ascii_string_to_unsigned(parts[0], 10, 1, G_MAXUINT32, &id, NULL) ||
			!g_ascii_string_to_unsigned(parts[1], 10, 1, G_MAXUINT, &serial, NULL))
			continue;
		one = g_new0(struct shown, 1);
		one->key = g_strdup(parts[2]);
		one->serial = (guint)serial;
		one->id = (guint32)id;
		g_ptr_array_add(list, one);
	}
	return list;
}

GPtrArray *shown_read(const char *server)
{
	g_autofree char *path = make_path();
	g_autofree char *text = NULL;

	if (!path || !g_file_get_contents(path, &text, NULL, NULL))
		return g_ptr_array_new();
	return shown_parse(text, server);
}
