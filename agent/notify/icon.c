/* SPDX-License-Identifier: MIT */
#include "agent/notify/icon.h"

#include <glib.h>
#include <string.h>

#define PREFIX "ebpf-ai-monitor"
#define THEME  "icons/hicolor/scalable/apps"

/* Beside the program: in the build tree, and in a prefix that the desktop does not search. */
static const char *const BESIDE[] = {"icons", "../share/" THEME};

static char *find_in(const char *folder, const char *sub, const char *name)
{
	g_autofree char *file = g_strconcat(name, ".svg", NULL);
	char *path = g_build_filename(folder, sub, file, NULL);

	if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
		return path;
	g_free(path);
	return NULL;
}

static gboolean is_in_theme(const char *name)
{
	const char *const *folders = g_get_system_data_dirs();
	g_autofree char *own = find_in(g_get_user_data_dir(), THEME, name);

	if (own)
		return TRUE;
	for (gsize i = 0; folders[i]; i++) {
		g_autofree char *path = find_in(folders[i], THEME, name);

		if (path)
			return TRUE;
	}
	return FALSE;
}

static char *find_beside(const char *name)
{
	g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *folder = program ? g_path_get_dirname(program) : NULL;

	for (gsize i = 0; folder && i < G_N_ELEMENTS(BESIDE); i++) {
		char *path = find_in(folder, BESIDE[i], name);

		if (path)
			return path;
	}
	return NULL;
}

char *icon_name(const char *source)
{
	char *name = g_strconcat(PREFIX "-", source, NULL);
	g_autofree char *beside = NULL;

	/* It comes from outside, and becomes part of a path. */
	if (*source && !strchr(source, '/') &&
		(is_in_theme(name) || (beside = find_beside(name)) != NULL))
		return name;
	g_free(name);
	return g_strdup(PREFIX);
}

char *icon_find_path(const char *name)
{
	return is_in_theme(name) ? NULL : find_beside(name);
}
