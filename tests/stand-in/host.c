/* SPDX-License-Identifier: MIT */
#include "host.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct host {
	int master;
	int input; /* -1: no more */
	bool show;
};

/* False once nobody holds the terminal any more. */
static bool pass_output(struct host *h)
{
	char buf[4096];
	ssize_t n = read(h->master, buf, sizeof(buf));

	if (n < 0)
		return errno == EINTR || errno == EAGAIN;
	if (h->show && write(STDOUT_FILENO, buf, (size_t)n) < 0)
		return false;
	return n > 0;
}

static void pass_input(struct host *h)
{
	char buf[256];
	ssize_t n = read(h->input, buf, sizeof(buf));

	if (n <= 0 || write(h->master, buf, (size_t)n) < 0)
		h->input = -1;
}

static bool drain(void *data, int64_t deadline)
{
	struct host *h = data;

	for (;;) {
		struct pollfd fds[] = {
			{.fd = h->master, .events = POLLIN}, {.fd = h->input, .events = POLLIN}};
		int64_t left = deadline == FOREVER ? NS_PER_MS * 60000 : deadline - clock_ns();
		if (left <= 0)
			return true;
		if (poll(fds, 2, (int)(left / NS_PER_MS) + 1) < 0 && errno != EINTR)
			return false;
		if (fds[1].revents)
			pass_input(h);
		if (fds[0].revents && !pass_output(h))
			return false;
	}
}

static int reap(pid_t child)
{
	int status;

	while (waitpid(child, &status, 0) < 0) {
		if (errno != EINTR)
			return -errno;
	}
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int host_run(char *const argv[], const struct recording *keys, bool show)
{
	struct winsize size = {.ws_row = 40, .ws_col = 120};
	struct host h = {.input = keys ? -1 : STDIN_FILENO, .show = show};
	char name[64];
	pid_t child = forkpty(&h.master, name, NULL, &size);
	int r = 0;

	if (child < 0)
		return -errno;
	if (child == 0) {
		execvp(argv[0], argv);
		dprintf(STDERR_FILENO, "stand-in: cannot run %s: %s\n", argv[0], strerror(errno));
		_exit(127);
	}
	printf("%d %s\n", child, name + strlen("/dev/"));
	fflush(stdout);
	if (keys)
		r = recording_type(keys, h.master, drain, &h);
	if (r < 0)
		kill(child, SIGKILL);
	drain(&h, FOREVER);
	close(h.master);
	return r < 0 ? r : reap(child);
}
