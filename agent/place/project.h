/* SPDX-License-Identifier: MIT */
#ifndef AGENT_PLACE_PROJECT_H
#define AGENT_PLACE_PROJECT_H

#include <glib.h>
#include <sys/types.h>

/* What names a project. */
enum project_source {
	PROJECT_PANE,        /* the repository the tmux pane is in, else the tmux session's name */
	PROJECT_ENVIRONMENT, /* I3PM_PROJECT_NAME, unless I3PM_PROJECT_DIR says that it is stale */
	PROJECT_GIT,         /* the repository the session works in */
	_PROJECT_MAX,
};

/* The sources to ask, the first that knows decides. Where none does, the folder it works in. */
struct project_order {
	enum project_source sources[_PROJECT_MAX];
	guint count;
};

/* From "pane", "environment", "git"; one given again says nothing new. FALSE where there is another. */
gboolean project_order_parse(const char *const *names, struct project_order *ret);

struct project_facts {
	pid_t pid;
	const char *pane_path;    /* NULL without tmux */
	const char *session_name; /* of tmux, or NULL */
};

typedef void (*project_done)(const char *name, gpointer data);

/* What the session works on, in a word; "" where nothing says so. DONE is called once, later. */
void project_find(const struct project_order *order, const struct project_facts *facts,
	project_done done, gpointer data);

/* The same for who may wait; the caller frees. */
char *project_look(const struct project_order *order, const struct project_facts *facts);

/* What PROJECT_FIND decides by; any may be NULL. The caller frees the result. */
struct project_evidence {
	const char *cwd;          /* the pane's, without tmux the session's */
	const char *repository;   /* top-level folder of the git work tree CWD is in */
	const char *session_name; /* NULL without tmux */
	const char *i3pm_name;
	const char *i3pm_directory;
};
char *project_choose(const struct project_order *order, const struct project_evidence *evidence);

#endif
