/* SPDX-License-Identifier: MIT */
#ifndef AGENT_PROC_PROC_H
#define AGENT_PROC_PROC_H

#include <glib.h>
#include <sys/types.h>

/* What procfs says of other processes. They end whenever they like, so everything may fail. */

struct proc_stat {
	pid_t pid;
	pid_t parent;
	pid_t session;
	char comm[64];
	int pts;             /* the number of its terminal; -1 for none, or another kind */
	gboolean foreground; /* of its terminal's jobs it is the one in front */
	guint64 start;       /* clock ticks since the machine started */
};

/* One line of /proc/PID/stat. */
gboolean proc_stat_parse(const char *line, struct proc_stat *ret);
gboolean proc_stat_read(pid_t pid, struct proc_stat *ret);

/* The value of KEY among LEN bytes of NUL-separated KEY=VALUE, or NULL. */
char *proc_environ_find(const char *environment, gsize len, const char *key);

/* A variable PID was started with, or NULL. */
char *proc_getenv(pid_t pid, const char *key);

/* What PID was started as; NULL for none. The caller frees. */
char **proc_argv(pid_t pid);

char *proc_cwd(pid_t pid);

/* The inodes of the sockets that PID has open, as strings. */
GHashTable *proc_sockets(pid_t pid);

/* The path of a socket that PID listens on or has accepted from; NULL for none. */
char *proc_socket_path(pid_t pid);

/* That of one of INODES, strings, in a text like /proc/net/unix. */
char *proc_socket_find(const char *sockets, GHashTable *inodes);

/* Since a process started, START being that of its proc_stat. */
gint64 proc_age_ms(guint64 start);

/* Now, in the unit of START. */
guint64 proc_ticks(void);

/* The processes of the user of ours that are called one of NAMES and have a terminal, of struct
 * proc_stat. */
GArray *proc_named(const char *const *names);

/* Children of PID, of struct proc_stat, that lead the session of a terminal. */
GArray *proc_shells(pid_t pid);

#endif
