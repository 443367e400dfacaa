/* SPDX-License-Identifier: MIT */
#include "agent/lock.h"

#include "agent/base/runtime.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <sys/file.h>
#include <unistd.h>

static gboolean fail(GError **error, const char *path, int code)
{
	if (code == EWOULDBLOCK)
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_BUSY,
			"another ebpf-ai-monitor-agent holds %s: stop that one first", path);
	else
		g_set_error(error, G_IO_ERROR, g_io_error_from_errno(code),
			"can't lock %s: %s; check the permissions of $XDG_RUNTIME_DIR", path,
			g_strerror(code));
	return FALSE;
}

gboolean lock_take(GError **error)
{
	g_autofree char *path = runtime_path("lock");
	g_autofree char *folder = path ? g_path_get_dirname(path) : NULL;
	int fd;

	if (!path)
		return TRUE;
	if (g_mkdir_with_parents(folder, 0700) < 0)
		return fail(error, folder, errno);
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) < 0) {
		int code = errno;

		if (fd >= 0)
			close(fd);
		return fail(error, path, code);
	}
	return TRUE;
}
