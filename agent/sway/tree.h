/* SPDX-License-Identifier: MIT */
#ifndef AGENT_SWAY_TREE_H
#define AGENT_SWAY_TREE_H

#include <glib.h>
#include <sys/types.h>

/* What Sway says in its replies and events, reduced to what is used. Pure. */

struct sway_window {
	gint64 id;  /* con_id */
	pid_t pid;  /* of its program: several windows may share it; 0 where i3 does not say */
	gint64 x11; /* its number in X11, 0 for none */
	char *name;
	char *app_id; /* the X11 class for a window of XWayland */
	char *workspace;
};

struct sway_tree {
	GPtrArray *windows; /* of struct sway_window */
	gint64 focused;     /* con_id, 0 where no window has the focus */
};

struct sway_tree *sway_tree_parse(const char *json, gsize len, GError **error);
void sway_tree_free(struct sway_tree *tree);

const struct sway_window *sway_tree_find(const struct sway_tree *tree, gint64 id);

/* TRUE where both, which may be NULL, have the same windows. Calls RENAMED for each that is called
 * otherwise in AFTER, or is on another workspace. */
gboolean sway_tree_compare(const struct sway_tree *before, const struct sway_tree *after,
	void (*renamed)(gint64 id, gpointer data), gpointer data);

/* A window that Sway has reported as new since; nothing more of it is known yet. */
void sway_tree_add(struct sway_tree *tree, gint64 id, pid_t pid);

/* How many windows PID owns; *RET is the id of the last of them. */
guint sway_tree_of_pid(const struct sway_tree *tree, pid_t pid, gint64 *ret);

enum sway_change {
	SWAY_CHANGE_OTHER,
	SWAY_CHANGE_NEW,
	SWAY_CHANGE_CLOSE,
	SWAY_CHANGE_FOCUS,
	SWAY_CHANGE_TITLE,
};

struct sway_event {
	enum sway_change change;
	gint64 id; /* 0 where the event names no window */
	pid_t pid;
};

/* A window event. FALSE for what is none. */
gboolean sway_event_parse(const char *json, gsize len, struct sway_event *ret);

/* The reply to RUN_COMMAND: whether each command succeeded. Else *RET_ERROR is Sway's word for it
 * or NULL; the caller frees. */
gboolean sway_reply_parse(const char *json, gsize len, char **ret_error);

#endif
