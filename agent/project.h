/* SPDX-License-Identifier: MIT */
#ifndef AGENT_PROJECT_H
#define AGENT_PROJECT_H

#include <glib.h>
#include <sys/types.h>

struct project_facts {
	pid_t pid;
	const char *pane_path;    /* NULL without tmux */
	const char *session_name; /* of tmux, or NULL */
};

typedef void (*project_done)(const char *name, gpointer data);

/* What the session works on, in a word; "" where nothing says so. DONE is called once, later. */
void project_find(const struct project_facts *facts, project_done done, gpointer data);

/* What PROJECT_FIND decides by; any may be NULL. The caller frees the result. */
struct project_sources {
	const char *cwd;
	const char *repository; /* top-level folder of the git work tree CWD is in */
	const char *session_name;
	const char *i3pm_name;
	const char *i3pm_directory;
};
char *project_choose(const struct project_sources *sources);

#endif
