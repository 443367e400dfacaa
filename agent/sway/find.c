/* SPDX-License-Identifier: MIT */
#include "agent/sway/find.h"

#include "agent/base/run.h"
#include "agent/base/runtime.h"
#include "agent/proc/proc.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

#define TIMEOUT_MS 2000

struct find {
	sway_found done;
	gpointer data;
};

struct candidate {
	char *path;
	guint64 start;
};

static void candidate_free(gpointer data)
{
	struct candidate *candidate = data;

	g_free(candidate->path);
	g_free(candidate);
}

char *sway_find_parse(const char *text, const char *name)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	gsize len = strlen(name);

	for (gsize i = 0; lines[i]; i++)
		if (strncmp(lines[i], name, len) == 0 && g_str_has_prefix(lines[i] + len, "=/"))
			return g_strdup(lines[i] + len + 1);
	return NULL;
}

/* sway-ipc.UID.PID.sock, left behind by a Sway that was killed: whose PID is gone. */
static gboolean is_alive(const char *name, guint64 *ret_start)
{
	g_auto(GStrv) parts = g_strsplit(name, ".", 5);
	struct proc_stat stat;
	guint64 pid;

	if (g_strv_length(parts) != 4 || strcmp(parts[0], "sway-ipc") != 0 ||
		strcmp(parts[3], "sock") != 0)
		return FALSE;
	if (!g_ascii_string_to_unsigned(parts[2], 10, 2, INT_MAX, &pid, NULL) ||
		!proc_stat_read((pid_t)pid, &stat))
		return FALSE;
	*ret_start = stat.start;
	return TRUE;
}

static gint compare_youth(gconstpointer a, gconstpointer b)
{
	const struct candidate *one = *(struct candidate *const *)a;
	const struct candidate *two = *(struct candidate *const *)b;

	return one->start > two->start ? -1 : one->start < two->start;
}

static void add_path(GPtrArray *paths, const char *path)
{
	if (path && *path && !g_ptr_array_find_with_equal_func(paths, path, g_str_equal, NULL))
		g_ptr_array_add(paths, g_strdup(path));
}

static void add_alive(GPtrArray *paths, const char *directory)
{
	g_autoptr(GDir) dir = g_dir_open(directory, 0, NULL);
	g_autoptr(GPtrArray) alive = g_ptr_array_new_with_free_func(candidate_free);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		struct candidate *candidate;
		guint64 start;

		if (!is_alive(name, &start))
			continue;
		candidate = g_new0(struct candidate, 1);
		candidate->path = g_build_filename(directory, name, NULL);
		candidate->start = start;
		g_ptr_array_add(alive, candidate);
	}
	g_ptr_array_sort(alive, compare_youth);
	for (guint i = 0; i < alive->len; i++)
		add_path(paths, ((struct candidate *)g_ptr_array_index(alive, i))->path);
}

static void add_named(GPtrArray *paths, const char *name, const char *environment)
{
	g_autofree char *manager = environment ? sway_find_parse(environment, name) : NULL;

	add_path(paths, g_getenv(name));
	add_path(paths, manager);
}

static void on_environment(const char *output, const char *error, gpointer data)
{
	struct find *find = data;
	const char *runtime = runtime_directory();
	GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);

	add_named(paths, "SWAYSOCK", output);
	if (runtime)
		add_alive(paths, runtime);
	add_named(paths, "I3SOCK", output);
	find->done(paths, find->data);
	g_free(find);
}

void sway_find(sway_found done, gpointer data)
{
	const char *const argv[] = {"systemctl", "--user", "show-environment", NULL};
	struct find *find = g_new0(struct find, 1);

	find->done = done;
	find->data = data;
	run_command(argv, TIMEOUT_MS, on_environment, find);
}
