/* SPDX-License-Identifier: MIT */
#include "agent/proc/proc.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define STAT_MAX     4096
#define ENVIRON_MAX  (1024 * 1024) /* of a larger environment or command line a part is read */
#define CHILDREN_MAX (64 * 1024)
#define SOCKETS_MAX  (4 * 1024 * 1024)
#define PTS_MAJOR    136
#define TASKS_MAX    64 /* threads whose children are looked at */

/* NUL-terminated, at most MAX bytes, or NULL. */
static char *read_file(const char *path, gsize max, gsize *ret_len)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	GString *text;
	char part[4096];
	gssize n;

	if (fd < 0)
		return NULL;
	text = g_string_new(NULL);
	while (text->len < max && (n = read(fd, part, MIN(sizeof(part), max - text->len))) > 0)
		g_string_append_len(text, part, n);
	close(fd);
	*ret_len = text->len;
	return g_string_free(text, FALSE);
}

/* The kernel's new_encode_dev: the minor number's upper bits are above the major one. */
static int pts_of(guint32 tty)
{
	guint kind = tty >> 8 & 0xfff;

	return kind == PTS_MAJOR ? (int)((tty & 0xff) | (tty >> 12 & 0xfff00)) : -1;
}

gboolean proc_stat_parse(const char *line, struct proc_stat *ret)
{
	const char *open = strchr(line, '('), *close = strrchr(line, ')');
	struct proc_stat stat = {0};
	int tty, group, front;

	/* The name may hold blanks and parentheses, what follows it can't. */
	if (!open || !close || close < open || sscanf(line, "%d (", &stat.pid) != 1)
		return FALSE;
	if (sscanf(close + 1,
		    " %*c %d %d %d %d %d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d "
		    "%" G_GUINT64_FORMAT,
		    &stat.parent, &group, &stat.session, &tty, &front, &stat.start) != 6)
		return FALSE;
	stat.pts = pts_of((guint32)tty);
	stat.foreground = group == front;
	g_strlcpy(stat.comm, open + 1, MIN(sizeof(stat.comm), (gsize)(close - open)));
	*ret = stat;
	return TRUE;
}

gboolean proc_stat_read(pid_t pid, struct proc_stat *ret)
{
	g_autofree char *path = g_strdup_printf("/proc/%d/stat", pid);
	gsize len;
	g_autofree char *line = read_file(path, STAT_MAX, &len);

	return line && proc_stat_parse(line, ret);
}

char *proc_environ_find(const char *environment, gsize len, const char *key)
{
	gsize key_len = strlen(key);
	const char *end = environment + len;

	for (const char *p = environment; p < end;) {
		gsize n = strnlen(p, (gsize)(end - p));

		if (n > key_len && p[key_len] == '=' && strncmp(p, key, key_len) == 0)
			return g_strndup(p + key_len + 1, n - key_len - 1);
		p += n + 1;
	}
	return NULL;
}

char *proc_getenv(pid_t pid, const char *key)
{
	g_autofree char *path = g_strdup_printf("/proc/%d/environ", pid);
	gsize len;
	g_autofree char *environment = read_file(path, ENVIRON_MAX, &len);

	return environment ? proc_environ_find(environment, len, key) : NULL;
}

char **proc_argv(pid_t pid)
{
	g_autofree char *path = g_strdup_printf("/proc/%d/cmdline", pid);
	gsize len = 0;
	g_autofree char *words = read_file(path, ENVIRON_MAX, &len);
	g_autoptr(GStrvBuilder) argv = g_strv_builder_new();

	if (!words || len == 0)
		return NULL;
	for (const char *p = words; p < words + len; p += strlen(p) + 1)
		g_strv_builder_add(argv, p);
	return g_strv_builder_end(argv);
}

char *proc_cwd(pid_t pid)
{
	g_autofree char *path = g_strdup_printf("/proc/%d/cwd", pid);

	return g_file_read_link(path, NULL);
}

char *proc_socket_find(const char *sockets, GHashTable *inodes)
{
	g_auto(GStrv) lines = g_strsplit(sockets, "\n", -1);

	for (gsize i = 0; lines[i]; i++) {
		/* Address, reference count, protocol, flags, type, state, inode, path. */
		const char *path = strchr(lines[i], '/');
		char inode[32];

		if (!path || path == lines[i] || path[-1] != ' ' ||
			sscanf(lines[i], "%*s %*s %*s %*s %*s %*s %31s", inode) != 1)
			continue;
		if (g_hash_table_contains(inodes, inode))
			return g_strdup(path);
	}
	return NULL;
}

GHashTable *proc_sockets(pid_t pid)
{
	GHashTable *inodes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autofree char *folder = g_strdup_printf("/proc/%d/fd", pid);
	g_autoptr(GDir) fds = g_dir_open(folder, 0, NULL);
	const char *fd;

	while (fds && (fd = g_dir_read_name(fds))) {
		g_autofree char *path = g_build_filename(folder, fd, NULL);
		g_autofree char *target = g_file_read_link(path, NULL);

		if (target && g_str_has_prefix(target, "socket:[") && g_str_has_suffix(target, "]"))
			g_hash_table_add(inodes,
				g_strndup(target + strlen("socket:["),
					strlen(target) - strlen("socket:[]")));
	}
	return inodes;
}

char *proc_socket_path(pid_t pid)
{
	g_autoptr(GHashTable) inodes = proc_sockets(pid);
	gsize len;
	g_autofree char *sockets = read_file("/proc/net/unix", SOCKETS_MAX, &len);

	return sockets ? proc_socket_find(sockets, inodes) : NULL;
}

static gint64 boottime_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

gint64 proc_age_ms(guint64 start)
{
	return boottime_ms() - (gint64)(start * 1000 / (guint64)sysconf(_SC_CLK_TCK));
}

guint64 proc_ticks(void)
{
	return (guint64)boottime_ms() * (guint64)sysconf(_SC_CLK_TCK) / 1000;
}

GArray *proc_named(const char *const *names)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(struct proc_stat));
	g_autoptr(GDir) all = g_dir_open("/proc", 0, NULL);
	const char *name;

	while (all && (name = g_dir_read_name(all))) {
		pid_t pid = (pid_t)g_ascii_strtoll(name, NULL, 10);
		struct proc_stat stat;

		if (pid > 0 && proc_stat_read(pid, &stat) && stat.pts >= 0 &&
			g_strv_contains(names, stat.comm))
			g_array_append_val(found, stat);
	}
	return found;
}

static void add_shells(GArray *shells, const char *children)
{
	g_auto(GStrv) pids = g_strsplit(children, " ", -1);

	for (gsize i = 0; pids[i]; i++) {
		pid_t pid = (pid_t)g_ascii_strtoll(pids[i], NULL, 10);
		struct proc_stat stat;

		if (pid > 0 && proc_stat_read(pid, &stat) && stat.session == pid && stat.pts >= 0)
			g_array_append_val(shells, stat);
	}
}

GArray *proc_shells(pid_t pid)
{
	GArray *shells = g_array_new(FALSE, FALSE, sizeof(struct proc_stat));
	g_autofree char *tasks_path = g_strdup_printf("/proc/%d/task", pid);
	g_autoptr(GDir) tasks = g_dir_open(tasks_path, 0, NULL);
	const char *task;

	/* A child is listed with the thread that made it. */
	for (guint i = 0; tasks && i < TASKS_MAX && (task = g_dir_read_name(tasks)); i++) {
		g_autofree char *path = g_strdup_printf("%s/%s/children", tasks_path, task);
		gsize len;
		g_autofree char *children = read_file(path, CHILDREN_MAX, &len);

		if (children)
			add_shells(shells, children);
	}
	return shells;
}
