/* SPDX-License-Identifier: MIT */
#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

static const int caught[] = {SIGWINCH, SIGCONT, SIGTERM, SIGHUP, SIGINT};

int64_t clock_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 * NS_PER_MS + now.tv_nsec;
}

static void caught_set(sigset_t *set)
{
	sigemptyset(set);
	for (size_t i = 0; i < sizeof(caught) / sizeof(*caught); i++)
		sigaddset(set, caught[i]);
}

static int watch(struct terminal *t, int fd)
{
	struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};

	return epoll_ctl(t->epoll, EPOLL_CTL_ADD, fd, &event) < 0 ? -errno : 0;
}

void terminal_open_print(struct terminal *t)
{
	memset(t, 0, sizeof(*t));
	t->fd = t->epoll = t->signals = -1;
}

int terminal_open(struct terminal *t)
{
	const char *path = ttyname(STDIN_FILENO);
	sigset_t set;
	int r;

	terminal_open_print(t);
	if (!path)
		return -errno;
	t->fd = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (t->fd < 0 || tcgetattr(t->fd, &t->cooked) < 0)
		return -errno;
	caught_set(&set);
	sigprocmask(SIG_BLOCK, &set, NULL);
	t->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	t->epoll = epoll_create1(EPOLL_CLOEXEC);
	if (t->signals < 0 || t->epoll < 0)
		return -errno;
	r = watch(t, t->fd);
	return r < 0 ? r : watch(t, t->signals);
}

void terminal_close(struct terminal *t)
{
	terminal_cooked(t);
	if (t->fd >= 0)
		close(t->fd);
	t->fd = -1;
}

void terminal_raw(struct terminal *t)
{
	struct termios raw = t->cooked;

	if (t->fd < 0)
		return;
	raw.c_iflag &= ~(BRKINT | ICRNL | INPCK | ISTRIP | IXON);
	raw.c_lflag &= ~(ECHO | ICANON | IEXTEN | ISIG);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	tcsetattr(t->fd, TCSANOW, &raw);
	t->raw = true;
}

void terminal_cooked(struct terminal *t)
{
	if (t->fd >= 0 && t->raw)
		tcsetattr(t->fd, TCSANOW, &t->cooked);
	t->raw = false;
}

void terminal_write(struct terminal *t, const void *buf, size_t len)
{
	const char *at = buf;
	int fd = t->fd < 0 ? STDOUT_FILENO : t->fd;

	while (len > 0) {
		ssize_t n = write(fd, at, len);
		if (n > 0) {
			at += n;
			len -= (size_t)n;
		} else if (errno == EAGAIN) {
			poll(&(struct pollfd){.fd = fd, .events = POLLOUT}, 1, 1000);
		} else if (errno != EINTR) {
			return; /* hung up: the next wait says so */
		}
	}
}

void terminal_puts(struct terminal *t, const char *text)
{
	terminal_write(t, text, strlen(text));
}

void terminal_child(void)
{
	sigset_t set;

	caught_set(&set);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
}

void terminal_stop(struct terminal *t)
{
	bool was_raw = t->raw;

	terminal_cooked(t);
	kill(0, SIGTSTP); /* the group, as a terminal in cooked mode would */
	if (was_raw)
		terminal_raw(t);
}

/* Focus reports and answers of the terminal start with ESC and are no keys. */
static int read_keys(struct terminal *t)
{
	ssize_t n = read(t->fd, t->keys, sizeof(t->keys));

	t->next_key = 0;
	t->n_keys = n > 0 ? (size_t)n : 0;
	if (n > 1 && t->keys[0] == KEY_ESCAPE)
		t->n_keys = 0;
	if (n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR)))
		return 0;
	t->ended_by = SIGHUP;
	return TERMINAL_END;
}

static int read_signal(struct terminal *t)
{
	struct signalfd_siginfo info;

	if (read(t->signals, &info, sizeof(info)) != sizeof(info))
		return 0;
	if (info.ssi_signo == SIGWINCH || info.ssi_signo == SIGCONT)
		return TERMINAL_REDRAW;
	t->ended_by = (int)info.ssi_signo;
	return TERMINAL_END;
}

static int wait_print(int64_t deadline)
{
	struct timespec at = {
		.tv_sec = deadline / (1000 * NS_PER_MS), .tv_nsec = deadline % (1000 * NS_PER_MS)};

	clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, NULL);
	return TERMINAL_TIMEOUT;
}

/* Rounded up, and an hour at most: an int holds no more than weeks. */
static int wait_ms(int64_t ns)
{
	int64_t ms = ns / NS_PER_MS + 1;

	return ms < 3600 * 1000 ? (int)ms : 3600 * 1000;
}

int terminal_wait(struct terminal *t, int64_t deadline)
{
	if (t->fd < 0)
		return wait_print(deadline);
	for (;;) {
		struct epoll_event event;
		int64_t left = deadline - clock_ns();
		int n, r = 0;

		if (t->next_key < t->n_keys)
			return t->keys[t->next_key++];
		if (left <= 0)
			return TERMINAL_TIMEOUT;
		n = epoll_wait(t->epoll, &event, 1, wait_ms(left));
		if (n == 1)
			r = event.data.fd == t->fd ? read_keys(t) : read_signal(t);
		if (r < 0)
			return r;
	}
}
