/* SPDX-License-Identifier: MIT */
#include "agent/place/binding-file.h"

#include "agent/base/log.h"

#include <gio/gio.h>
#include <string.h>

#define LOG_MODULE "binding"

/* NULL where there is no place for it. In the folder that the lock is in. */
static char *make_path(void)
{
	const char *runtime = g_getenv("XDG_RUNTIME_DIR");

	return runtime && *runtime ? g_build_filename(runtime, "ebpf-ai-monitor", "windows", NULL)
				   : NULL;
}

void binding_save(const struct binding *binding, const char *desktop)
{
	g_autofree char *path = make_path();
	g_autofree char *lines = binding_print(binding);
	g_autofree char *text = g_strdup_printf("%s\n%s", desktop, lines);
	g_autoptr(GError) error = NULL;

	if (path &&
		!g_file_set_contents_full(
			path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
		log_warning("%s, ignoring", error->message);
}

void binding_load(struct binding *binding, const char *desktop)
{
	g_autofree char *path = make_path();
	g_autofree char *text = NULL;
	gsize len = strlen(desktop);

	binding_clear(binding);
	if (path && g_file_get_contents(path, &text, NULL, NULL) &&
		strncmp(text, desktop, len) == 0 && text[len] == '\n')
		binding_parse(binding, text + len + 1);
}
