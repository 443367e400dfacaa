/* SPDX-License-Identifier: MIT */
#include "agent/shown.h"

#include "agent/log.h"

#include <glib/gstdio.h>
#include <string.h>

#define LOG_MODULE "notify"

#define IDS_MAX 1024

/* NULL where there is no place for it. */
static char *make_path(void)
{
	const char *runtime = g_getenv("XDG_RUNTIME_DIR");

	if (!runtime || !*runtime)
		return NULL;
	return g_build_filename(runtime, "ebpf-ai-monitor", "notifications", NULL);
}

void shown_write(const char *server, const GArray *ids)
{
	g_autofree char *path = make_path();
	g_autoptr(GString) text = g_string_new(server);
	g_autoptr(GError) error = NULL;

	if (!path)
		return;
	if (ids->len == 0) {
		g_unlink(path);
		return;
	}
	for (guint i = 0; i < ids->len; i++)
		g_string_append_printf(text, "\n%u", g_array_index(ids, guint32, i));
	if (!g_file_set_contents_full(path, text->str, (gssize)text->len,
		    G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
		log_warning("%s, ignoring", error->message);
}

GArray *shown_parse(const char *text, const char *server)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", IDS_MAX);
	GArray *ids = g_array_new(FALSE, FALSE, sizeof(guint32));

	if (g_strcmp0(lines[0], server) != 0)
		return ids;
	for (gsize i = 1; lines[i]; i++) {
		guint64 value;
		guint32 id;

		if (!g_ascii_string_to_unsigned(lines[i], 10, 1, G_MAXUINT32, &value, NULL))
			continue;
		id = (guint32)value;
		g_array_append_val(ids, id);
	}
	return ids;
}

GArray *shown_read(const char *server)
{
	g_autofree char *path = make_path();
	g_autofree char *text = NULL;

	if (!path || !g_file_get_contents(path, &text, NULL, NULL))
		return g_array_new(FALSE, FALSE, sizeof(guint32));
	return shown_parse(text, server);
}
