/* SPDX-License-Identifier: MIT */
#include "collector/service.h"

#include "collector/cleanup.h"
#include "collector/log.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <sys/un.h>
#include <unistd.h>

#define LISTEN_FDS_START 3 /* sd_listen_fds(3) */
#define BACKLOG          64

static bool passed_fd_is_usable(int fd)
{
	int type = 0, listening = 0, domain = 0;
	socklen_t len = sizeof(int);

	return getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &len) == 0 && type == SOCK_SEQPACKET &&
		getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &len) == 0 && domain == AF_UNIX &&
		getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &len) == 0 && listening;
}

static bool is_activated(void)
{
	const char *pid = getenv("LISTEN_PID"), *fds = getenv("LISTEN_FDS");

	return pid && fds && atoi(pid) == getpid() && atoi(fds) > 0;
}

static int take_passed(void)
{
	int flags;

	if (strcmp(getenv("LISTEN_FDS"), "1") != 0 || !passed_fd_is_usable(LISTEN_FDS_START)) {
		log_error("socket activation passed something else than one listening "
			  "SOCK_SEQPACKET socket: use ListenSequentialPacket= in the socket unit");
		return -EINVAL;
	}
	flags = fcntl(LISTEN_FDS_START, F_GETFL);
	if (flags < 0 || fcntl(LISTEN_FDS_START, F_SETFL, flags | O_NONBLOCK) < 0 ||
		fcntl(LISTEN_FDS_START, F_SETFD, FD_CLOEXEC) < 0)
		return -errno;
	return LISTEN_FDS_START;
}

/* A socket nobody listens on is what a killed collector left. */
static int remove_stale(const struct sockaddr_un *address)
{
	_cleanup_close_ int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	struct stat st;

	if (lstat(address->sun_path, &st) < 0)
		return errno == ENOENT ? 0 : -errno;
	if (!S_ISSOCK(st.st_mode))
		return -EEXIST;
	if (fd < 0)
		return -errno;
	if (connect(fd, (const struct sockaddr *)address, sizeof(*address)) == 0)
		return -EADDRINUSE;
	if (errno != ECONNREFUSED)
		return -errno;
	return unlink(address->sun_path) < 0 ? -errno : 0;
}

static void make_folder(const char *path)
{
	char copy[sizeof(((struct sockaddr_un *)0)->sun_path)];

	strcpy(copy, path);               /* its length was checked */
	(void)mkdir(dirname(copy), 0755); /* where it is missing, bind() says so */
}

static int bind_listen(const struct sockaddr_un *address)
{
	_cleanup_close_ int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	mode_t mask;
	int r;

	if (fd < 0)
		return -errno;
	r = remove_stale(address);
	if (r < 0)
		return r;
	mask = umask(0111); /* everybody may connect and is shown only what is theirs */
	r = bind(fd, (const struct sockaddr *)address, sizeof(*address)) < 0 ? -errno : 0;
	umask(mask);
	if (r < 0)
		return r;
	return listen(fd, BACKLOG) < 0 ? -errno : TAKE_FD(fd);
}

static int explain_listen_failure(const char *path, int error)
{
	if (error == -EADDRINUSE)
		log_error(
			"the socket %s is in use: another collector is running; stop it, or choose "
			"another --socket",
			path);
	else if (error == -EEXIST)
		log_error(
			"%s exists and is no socket: remove it, or choose another --socket", path);
	else
		log_error("the socket %s cannot be made: %s; does its folder exist, and may this "
			  "user write there?",
			path, strerror(-error));
	return error;
}

int service_listen(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int r;

	if (is_activated())
		return take_passed();
	if (strlen(path) >= sizeof(address.sun_path)) {
		log_error("the socket path %s is longer than %zu bytes: choose a shorter --socket",
			path, sizeof(address.sun_path) - 1);
		return -ENAMETOOLONG;
	}
	strcpy(address.sun_path, path);
	make_folder(path);
	r = bind_listen(&address);
	return r < 0 ? explain_listen_failure(path, r) : r;
}

/* Where the service manager hears; -1: there is none. */
static int manager = -1;

void service_notify_open(void)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	const char *path = getenv("NOTIFY_SOCKET");
	size_t len = path ? strlen(path) : 0;

	if (len < 2 || len >= sizeof(address.sun_path) || (path[0] != '/' && path[0] != '@'))
		return;
	memcpy(address.sun_path, path, len);
	if (path[0] == '@')
		address.sun_path[0] = '\0'; /* the abstract namespace */
	manager = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (manager < 0 ||
		connect(manager, (const struct sockaddr *)&address,
			(socklen_t)(offsetof(struct sockaddr_un, sun_path) + len)) < 0)
		log_warning("the service manager cannot be reached: %s, ignoring", strerror(errno));
}

void service_notify(const char *state)
{
	if (manager >= 0 && send(manager, state, strlen(state), MSG_NOSIGNAL) < 0)
		log_warning("the service manager could not be told %s: %s, ignoring", state,
			strerror(errno));
}

/* How often the service manager must hear from us; 0: it does not ask. */
static unsigned long long watchdog_us(void)
{
	const char *pid = getenv("WATCHDOG_PID"), *us = getenv("WATCHDOG_USEC");

	return !us || (pid && atoi(pid) != getpid()) ? 0 : strtoull(us, NULL, 10);
}

int service_watchdog_open(int *ret_fd)
{
	unsigned long long half_us = watchdog_us() / 2;
	struct timespec half = {
		.tv_sec = (time_t)(half_us / 1000000),
		.tv_nsec = (long)(half_us % 1000000) * 1000,
	};
	struct itimerspec spec = {.it_value = half, .it_interval = half};
	_cleanup_close_ int fd = -1;

	if (half_us > 0) {
		fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
		if (fd < 0 || timerfd_settime(fd, 0, &spec, NULL) < 0)
			return -errno;
	}
	*ret_fd = TAKE_FD(fd);
	return 0;
}

void service_watchdog_answer(int fd)
{
	uint64_t times;

	if (read(fd, &times, sizeof(times)) == sizeof(times))
		service_notify("WATCHDOG=1");
}
