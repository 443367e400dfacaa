/* SPDX-License-Identifier: MIT */
#include "agent/status/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define OPEN_FLAGS (O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)

static int open_own(int folder, const char *path, mode_t type, struct stat *ret)
{
	int fd = openat(folder, path, OPEN_FLAGS | (type == S_IFDIR ? O_DIRECTORY : 0)), r = 0;
	struct stat st;

	if (fd < 0)
		return -errno;
	if (fstat(fd, &st) < 0)
		r = -errno;
	else if ((st.st_mode & S_IFMT) != type)
		r = -EINVAL;
	else if (st.st_uid != geteuid())
		r = -EPERM;
	if (r < 0) {
		close(fd);
		return r;
	}
	*ret = st;
	return fd;
}

int status_folder_check(const char *folder)
{
	struct stat st;
	int fd = open_own(AT_FDCWD, folder, S_IFDIR, &st);

	if (fd < 0)
		return fd;
	close(fd);
	return 0;
}

/* A file may grow while it is read. */
static gssize read_all(int fd, char *buf, gsize size)
{
	gsize len = 0;
	gssize n;

	while (len < size && (n = read(fd, buf + len, size - len)) != 0) {
		if (n < 0)
			return -errno;
		len += (gsize)n;
	}
	return len > 0 ? (gssize)len : -EAGAIN;
}

gssize status_file_read(const char *folder, const char *name, char *buf, gsize size)
{
	struct stat st;
	int dir = open_own(AT_FDCWD, folder, S_IFDIR, &st), fd;
	gssize n;

	if (dir < 0)
		return dir;
	fd = open_own(dir, name, S_IFREG, &st);
	close(dir);
	if (fd < 0)
		return fd;
	n = (guint64)st.st_size > size ? -EFBIG : read_all(fd, buf, size);
	close(fd);
	return n;
}
