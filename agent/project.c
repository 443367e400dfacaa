/* SPDX-License-Identifier: MIT */
#include "agent/project.h"

#include "agent/proc.h"

#include <gio/gio.h>
#include <string.h>

#define LEVELS_MAX 64

struct search {
	pid_t pid;
	char *pane_path;
	char *session_name;
	project_done done;
	gpointer data;
};

static void search_free(gpointer data)
{
	struct search *search = data;

	g_free(search->pane_path);
	g_free(search->session_name);
	g_free(search);
}

static gboolean is_number(const char *text)
{
	return g_ascii_string_to_unsigned(text, 10, 0, G_MAXUINT64, NULL, NULL);
}

static gboolean is_inside(const char *path, const char *directory)
{
	gsize len = strlen(directory);

	return len > 1 && strncmp(path, directory, len) == 0 &&
		(path[len] == '/' || path[len] == '\0');
}

static gboolean is_named(const char *text)
{
	return text && *text;
}

char *project_choose(const struct project_sources *s)
{
	/* The variable names the project best, and goes stale when its user goes elsewhere. */
	if (is_named(s->i3pm_name) && s->cwd && s->i3pm_directory &&
		is_inside(s->cwd, s->i3pm_directory))
		return g_strdup(s->i3pm_name);
	if (s->session_name && s->repository)
		return g_path_get_basename(s->repository);
	if (is_named(s->session_name) && !is_number(s->session_name))
		return g_strdup(s->session_name);
	if (is_named(s->i3pm_name))
		return g_strdup(s->i3pm_name);
	if (s->repository)
		return g_path_get_basename(s->repository);
	return is_named(s->cwd) && strcmp(s->cwd, "/") != 0 ? g_path_get_basename(s->cwd)
							    : g_strdup("");
}

static char *find_repository(const char *path)
{
	g_autofree char *directory = g_strdup(path);

	for (guint i = 0; i < LEVELS_MAX && directory[0] == '/'; i++) {
		g_autofree char *git = g_build_filename(directory, ".git", NULL);
		char *parent;

		if (g_file_test(git, G_FILE_TEST_EXISTS))
			return g_steal_pointer(&directory);
		if (strcmp(directory, "/") == 0)
			return NULL;
		parent = g_path_get_dirname(directory);
		g_free(directory);
		directory = parent;
	}
	return NULL;
}

/* In a thread: a file system may be slow, or gone. */
static void search(GTask *task, gpointer source, gpointer data, GCancellable *cancel)
{
	const struct search *search = data;
	g_autofree char *name = proc_getenv(search->pid, "I3PM_PROJECT_NAME");
	g_autofree char *directory = proc_getenv(search->pid, "I3PM_PROJECT_DIR");
	g_autofree char *cwd =
		search->pane_path ? g_strdup(search->pane_path) : proc_cwd(search->pid);
	g_autofree char *repository = cwd ? find_repository(cwd) : NULL;
	struct project_sources sources = {cwd, repository, search->session_name, name, directory};

	g_task_return_pointer(task, project_choose(&sources), g_free);
}

static void on_done(GObject *source, GAsyncResult *result, gpointer data)
{
	const struct search *search = g_task_get_task_data(G_TASK(result));
	g_autofree char *name = g_task_propagate_pointer(G_TASK(result), NULL);

	search->done(name, search->data);
}

void project_find(const struct project_facts *facts, project_done done, gpointer data)
{
	struct search *new = g_new0(struct search, 1);
	g_autoptr(GTask) task = g_task_new(NULL, NULL, on_done, NULL);

	new->pid = facts->pid;
	new->pane_path = is_named(facts->pane_path) ? g_strdup(facts->pane_path) : NULL;
	new->session_name = g_strdup(facts->session_name);
	new->done = done;
	new->data = data;
	g_task_set_task_data(task, new, search_free);
	g_task_run_in_thread(task, search);
}
