/* SPDX-License-Identifier: MIT */
#include "agent/badge/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <linux/fs.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int badge_file_write(const char *path, const char *text, guint64 *ret_inode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644);
	gsize len = strlen(text);
	struct stat status;
	ssize_t n = 0;
	int r = 0;

	if (fd < 0)
		return -errno;
	/* Whatever the umask: other programs of this user read it. */
	if (fchmod(fd, 0644) < 0 || fstat(fd, &status) < 0 || (n = write(fd, text, len)) < 0)
		r = -errno;
	else if (n != (ssize_t)len)
		r = -ENOSPC;
	else
		*ret_inode = status.st_ino;
	close(fd);
	return r;
}

/* A folder in place of a file of ours is another's, and goes back. */
static int drop_exchanged(const char *temp, const char *path)
{
	int r;

	if (g_unlink(temp) == 0 || errno == ENOENT)
		return 0;
	r = -errno;
	(void)renameat2(AT_FDCWD, temp, AT_FDCWD, path, RENAME_EXCHANGE);
	return r;
}

/* To exchange the two fails where PATH is just gone; a test and a rename would bring it back. */
int badge_file_put(const char *temp, const char *path, gboolean keep_away)
{
	if (!keep_away)
		return rename(temp, path) < 0 ? -errno : 0;
	if (renameat2(AT_FDCWD, temp, AT_FDCWD, path, RENAME_EXCHANGE) < 0) {
		if (errno != EINVAL && errno != ENOSYS)
			return -errno;
		/* A file system that can't exchange. */
		return access(path, F_OK) < 0 || rename(temp, path) < 0 ? -errno : 0;
	}
	return drop_exchanged(temp, path);
}

int badge_file_folder(const char *path)
{
	g_autofree char *parent = g_path_get_dirname(path);

	if (g_mkdir_with_parents(parent, 0755) < 0)
		return -errno;
	if (g_mkdir(path, 0755) < 0)
		return errno == EEXIST ? 0 : -errno;
	return g_chmod(path, 0755) < 0 ? -errno : 0;
}
