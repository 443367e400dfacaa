/* SPDX-License-Identifier: MIT */
#include "collector/process.h"

#include "collector/cleanup.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <unistd.h>

int process_parse(const char *stat, struct process *ret)
{
	/* The name may hold spaces and parentheses: it ends at the last one. */
	const char *open = strchr(stat, '('), *close = strrchr(stat, ')');
	struct process p = {};
	size_t len;
	int terminal;

	if (!open || !close || close < open)
		return -EBADMSG;
	if (sscanf(stat, "%d", &p.pid) != 1)
		return -EBADMSG;
	if (sscanf(close + 1,
		    " %c %d %d %d %d %d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %u %*d "
		    "%" SCNu64,
		    &p.state, &p.parent, &p.group, &p.leader, &terminal, &p.terminal_group,
		    &p.threads, &p.start_ticks) != 8)
		return -EBADMSG;
	len = (size_t)(close - open - 1);
	if (len >= sizeof(p.comm))
		len = sizeof(p.comm) - 1;
	memcpy(p.comm, open + 1, len);
	p.terminal = (unsigned int)terminal;
	*ret = p;
	return 0;
}

bool process_lives(const struct process *process)
{
	return (process->state != 'Z' && process->state != 'X') || process->threads > 1;
}

int process_folder(void)
{
	static int folder = -1;

	if (folder < 0)
		folder = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return folder < 0 ? -errno : folder;
}

/* Reads at most SIZE - 1 bytes and ends them with NUL. The length, or -errno. */
static ssize_t read_file(pid_t pid, const char *name, char *buf, size_t size)
{
	_cleanup_close_ int fd = -1;
	int folder = process_folder();
	char path[64];
	size_t len = 0;

	if (folder < 0)
		return folder;
	snprintf(path, sizeof(path), "%d/%s", pid, name);
	fd = openat(folder, path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT ? -ESRCH : -errno;
	while (len < size - 1) {
		ssize_t n = read(fd, buf + len, size - 1 - len);

		if (n < 0 && errno != EINTR)
			return -errno;
		if (n == 0)
			break;
		if (n > 0)
			len += (size_t)n;
	}
	buf[len] = '\0';
	return (ssize_t)len;
}

int process_read(pid_t pid, struct process *ret)
{
	char text[1024];
	ssize_t len = read_file(pid, "stat", text, sizeof(text));

	return len < 0 ? (int)len : process_parse(text, ret);
}

int process_read_uid(pid_t pid, uid_t *ret)
{
	char text[4096];
	ssize_t len = read_file(pid, "status", text, sizeof(text));
	const char *line;

	if (len < 0)
		return (int)len;
	line = strstr(text, "\nUid:");
	if (!line || sscanf(line, "\nUid: %u", ret) != 1)
		return -EBADMSG;
	return 0;
}

ssize_t process_read_args(pid_t pid, char *buf, size_t size)
{
	return read_file(pid, "cmdline", buf, size);
}

int process_each(int (*each)(void *data, pid_t pid), void *data)
{
	_cleanup_close_ int fd = openat(process_folder(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	_cleanup_closedir_ DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;

	if (!dir)
		return -errno;
	(void)TAKE_FD(fd);
	while ((entry = readdir(dir))) {
		int r;

		if (!isdigit((unsigned char)entry->d_name[0]))
			continue;
		r = each(data, (pid_t)strtol(entry->d_name, NULL, 10));
		if (r < 0)
			return r;
	}
	return 0;
}

uint64_t process_device(uint32_t number)
{
	return makedev(number >> 20, number & 0xfffff); /* include/linux/kdev_t.h */
}

void process_terminal_name(unsigned int terminal, char *buf, size_t size)
{
	unsigned int kind = major(terminal), number = minor(terminal);

	if (terminal == 0)
		snprintf(buf, size, "%s", "");
	else if (kind >= 136 && kind <= 143) /* Documentation/admin-guide/devices.txt */
		snprintf(buf, size, "pts/%u", number);
	else if (kind == 4 && number < 64)
		snprintf(buf, size, "tty%u", number);
	else if (kind == 4)
		snprintf(buf, size, "ttyS%u", number - 64);
	else
		snprintf(buf, size, "%u:%u", kind, number);
}

int64_t process_started_ms(uint64_t start_ticks)
{
	struct timespec wall, boot;
	int64_t age_ms, per_second = sysconf(_SC_CLK_TCK);

	clock_gettime(CLOCK_REALTIME, &wall);
	clock_gettime(CLOCK_BOOTTIME, &boot);
	age_ms = boot.tv_sec * 1000 + boot.tv_nsec / 1000000 -
		(int64_t)start_ticks * 1000 / per_second;
	return wall.tv_sec * 1000 + wall.tv_nsec / 1000000 - age_ms;
}
