/* SPDX-License-Identifier: MIT */
#include "agent/proc/tty.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <termios.h>
#include <unistd.h>

#define PTS_MAJOR 136
#define FDS_MAX   256

gboolean tty_equal(const struct tty *a, const struct tty *b)
{
	return a->number >= 0 && a->number == b->number && a->instance != 0 &&
		a->instance == b->instance;
}

int tty_parse(const char *name)
{
	guint64 number;

	if (g_str_has_prefix(name, "/dev/"))
		name += strlen("/dev/");
	if (!g_str_has_prefix(name, "pts/") ||
		!g_ascii_string_to_unsigned(name + strlen("pts/"), 10, 0, G_MAXINT, &number, NULL))
		return -1;
	return (int)number;
}

/* The terminal that NAME, a descriptor of PID, is open on. */
static gboolean look_at(pid_t pid, const char *name, struct tty *ret)
{
	g_autofree char *path = g_strdup_printf("/proc/%d/fd/%s", pid, name);
	struct stat st;

	if (stat(path, &st) < 0 || !S_ISCHR(st.st_mode) || major(st.st_rdev) != PTS_MAJOR)
		return FALSE;
	*ret = (struct tty){st.st_dev, (int)minor(st.st_rdev)};
	return TRUE;
}

guint64 tty_only(const GArray *ttys, int number)
{
	guint64 only = 0;

	for (guint i = 0; i < ttys->len; i++) {
		const struct tty *tty = &g_array_index(ttys, struct tty, i);

		if (tty->number != number)
			continue;
		if (only != 0 && only != tty->instance)
			return 0;
		only = tty->instance;
	}
	return only;
}

/* The terminal of that number, by what PID has open; 0 where that says nothing. */
static guint64 look_through(pid_t pid, int number)
{
	static const char *const USUAL[] = {"0", "1", "2"};
	g_autoptr(GArray) few = g_array_new(FALSE, FALSE, sizeof(struct tty)), all = NULL;
	guint64 seen;

	for (gsize i = 0; i < G_N_ELEMENTS(USUAL); i++) {
		struct tty tty;

		if (look_at(pid, USUAL[i], &tty))
			g_array_append_val(few, tty);
	}
	seen = tty_only(few, number);
	if (seen != 0)
		return seen;
	all = tty_opened(pid);
	return tty_only(all, number);
}

guint64 tty_instance(const struct proc_stat *process)
{
	struct proc_stat leader;
	guint64 instance = process->pts >= 0 ? look_through(process->pid, process->pts) : 0;

	if (instance != 0 || process->pts < 0 || process->session == process->pid ||
		!proc_stat_read(process->session, &leader))
		return instance;
	return leader.pts == process->pts ? look_through(leader.pid, leader.pts) : 0;
}

static GDir *open_descriptors(pid_t pid)
{
	g_autofree char *path = g_strdup_printf("/proc/%d/fd", pid);

	return g_dir_open(path, 0, NULL);
}

/* By what PID has open. */
static gboolean is_raw_through(pid_t pid, int number)
{
	gboolean is_raw = FALSE;

	for (int i = 0; i <= 2 && !is_raw; i++) {
		g_autofree char *name = g_strdup_printf("%d", i);
		g_autofree char *path = g_strdup_printf("/proc/%d/fd/%d", pid, i);
		struct termios mode;
		struct tty tty;
		int fd;

		if (!look_at(pid, name, &tty) || tty.number != number)
			continue;
		fd = open(path, O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
		is_raw = fd >= 0 && tcgetattr(fd, &mode) == 0 && !(mode.c_lflag & ICANON);
		if (fd >= 0)
			close(fd);
	}
	return is_raw;
}

gboolean tty_is_raw(const struct proc_stat *process)
{
	g_autoptr(GDir) own = open_descriptors(process->pid);

	return is_raw_through(own ? process->pid : process->session, process->pts);
}

guint64 tty_instance_named_by(pid_t pid)
{
	g_autofree char *path = g_strdup_printf("/proc/%d/root/dev/pts", pid);
	struct statfs fs;
	struct stat st;

	if (statfs(path, &fs) < 0 || fs.f_type != DEVPTS_SUPER_MAGIC || stat(path, &st) < 0)
		return 0;
	return st.st_dev;
}

GArray *tty_opened(pid_t pid)
{
	GArray *opened = g_array_new(FALSE, FALSE, sizeof(struct tty));
	g_autoptr(GDir) fds = open_descriptors(pid);
	const char *name;

	for (guint i = 0; fds && i < FDS_MAX && (name = g_dir_read_name(fds)); i++) {
		struct tty tty;

		if (look_at(pid, name, &tty))
			g_array_append_val(opened, tty);
	}
	return opened;
}

gboolean tty_is_held(pid_t pid, int number)
{
	g_autofree char *wanted = g_strdup_printf("\ntty-index:\t%d\n", number);
	g_autoptr(GDir) fds = open_descriptors(pid);
	const char *name;

	for (guint i = 0; fds && i < FDS_MAX && (name = g_dir_read_name(fds)); i++) {
		g_autofree char *path = g_strdup_printf("/proc/%d/fdinfo/%s", pid, name);
		g_autofree char *info = NULL;

		if (g_file_get_contents(path, &info, NULL, NULL) && strstr(info, wanted))
			return TRUE;
	}
	return FALSE;
}
