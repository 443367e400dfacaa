/* SPDX-License-Identifier: MIT */
#include "agent/base/runtime.h"

#include <glib/gstdio.h>

const char *runtime_directory(void)
{
	const char *directory = g_getenv("XDG_RUNTIME_DIR");

	return directory && *directory ? directory : NULL;
}

char *runtime_path(const char *name)
{
	const char *directory = runtime_directory();

	return directory ? g_build_filename(directory, "ebpf-ai-monitor", name, NULL) : NULL;
}

gboolean runtime_write(const char *path, const char *text, GError **error)
{
	if (!text) {
		g_unlink(path);
		return TRUE;
	}
	return g_file_set_contents_full(
		path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}
