/* SPDX-License-Identifier: MIT */
#ifndef AGENT_PLACE_PROJECT_H
#define AGENT_PLACE_PROJECT_H

#include <glib.h>
#include <sys/types.h>

/*
 * What names a project: the first that knows of some SOURCES, which are called and explained in the
 * configuration, and end with NULL. Where none does, the folder it works in.
 */

struct project_facts {
	pid_t pid;
	const char *pane_path;    /* NULL without tmux */
	const char *session_name; /* of tmux, or NULL */
};

typedef void (*project_done)(const char *name, gpointer data);

/* What the session works on, in a word; "" where nothing says so. DONE is called once, later. */
void project_find(const char *const *sources, const struct project_facts *facts, project_done done,
	gpointer data);

/* The same for who may wait; the caller frees. */
char *project_look(const char *const *sources, const struct project_facts *facts);

/* What PROJECT_FIND decides by; any may be NULL. The caller frees the result. */
struct project_evidence {
	const char *cwd;          /* the pane's, without tmux the session's */
	const char *repository;   /* top-level folder of the git work tree CWD is in */
	const char *session_name; /* NULL without tmux */
	const char *i3pm_name;
	const char *i3pm_directory;
};
char *project_choose(const char *const *sources, const struct project_evidence *evidence);

#endif
