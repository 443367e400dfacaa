/* SPDX-License-Identifier: MIT */
#include "agent/place/project.h"

#include "agent/proc/proc.h"

#include <gio/gio.h>
#include <string.h>

#define LEVELS_MAX 64

struct search {
	char **sources;
	pid_t pid;
	char *pane_path;
	char *session_name;
	project_done done;
	gpointer data;
};

static void search_free(gpointer data)
{
	struct search *search = data;

	g_strfreev(search->sources);
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

/* The launcher's word for the folder, which the bar's click wants: the whole ACCOUNT/REPO:BRANCH. */
static gboolean is_launched(const struct project_evidence *e)
{
	return is_named(e->i3pm_name) && e->cwd && e->i3pm_directory &&
		is_inside(e->cwd, e->i3pm_directory);
}

static char *name_repository(const struct project_evidence *e)
{
	if (!e->repository)
		return NULL;
	return is_launched(e) ? g_strdup(e->i3pm_name) : g_path_get_basename(e->repository);
}

static char *name_pane(const struct project_evidence *e)
{
	if (!e->session_name)
		return NULL;
	if (is_launched(e))
		return g_strdup(e->i3pm_name);
	if (e->repository)
		return name_repository(e);
	/* A number is what tmux calls a session that its user has not named. */
	return is_number(e->session_name) ? NULL : g_strdup(e->session_name);
}

/* The variable is inherited, and stays what it was when its user goes to another folder. */
static char *name_environment(const struct project_evidence *e)
{
	gboolean stale = is_named(e->i3pm_directory) && !is_launched(e);

	return is_named(e->i3pm_name) && !stale ? g_strdup(e->i3pm_name) : NULL;
}

static char *name_by(const char *source, const struct project_evidence *e)
{
	if (strcmp(source, "pane") == 0)
		return name_pane(e);
	if (strcmp(source, "environment") == 0)
		return name_environment(e);
	return strcmp(source, "git") == 0 ? name_repository(e) : NULL;
}

char *project_choose(const char *const *sources, const struct project_evidence *evidence)
{
	const char *cwd = evidence->cwd;

	for (; *sources; sources++) {
		g_autofree char *name = name_by(*sources, evidence);

		if (is_named(name))
			return g_steal_pointer(&name);
	}
	return is_named(cwd) && strcmp(cwd, "/") != 0 ? g_path_get_basename(cwd) : g_strdup("");
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

char *project_look(const char *const *sources, const struct project_facts *facts)
{
	g_autofree char *name = proc_getenv(facts->pid, "I3PM_PROJECT_NAME");
	g_autofree char *directory = proc_getenv(facts->pid, "I3PM_PROJECT_DIR");
	g_autofree char *cwd = facts->pane_path ? g_strdup(facts->pane_path) : proc_cwd(facts->pid);
	g_autofree char *repository = cwd ? find_repository(cwd) : NULL;
	struct project_evidence evidence = {cwd, repository, facts->session_name, name, directory};

	return project_choose(sources, &evidence);
}

/* In a thread: a file system may be slow, or gone. */
static void search(GTask *task, gpointer source, gpointer data, GCancellable *cancel)
{
	const struct search *search = data;
	struct project_facts facts = {search->pid, search->pane_path, search->session_name};

	g_task_return_pointer(
		task, project_look((const char *const *)search->sources, &facts), g_free);
}

static void on_done(GObject *source, GAsyncResult *result, gpointer data)
{
	const struct search *search = g_task_get_task_data(G_TASK(result));
	g_autofree char *name = g_task_propagate_pointer(G_TASK(result), NULL);

	search->done(name, search->data);
}

void project_find(const char *const *sources, const struct project_facts *facts, project_done done,
	gpointer data)
{
	struct search *new = g_new0(struct search, 1);
	g_autoptr(GTask) task = g_task_new(NULL, NULL, on_done, NULL);

	new->sources = g_strdupv((char **)sources);
	new->pid = facts->pid;
	new->pane_path = is_named(facts->pane_path) ? g_strdup(facts->pane_path) : NULL;
	new->session_name = g_strdup(facts->session_name);
	new->done = done;
	new->data = data;
	g_task_set_task_data(task, new, search_free);
	g_task_run_in_thread(task, search);
}
