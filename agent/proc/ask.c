/* SPDX-License-Identifier: MIT */
#include "agent/proc/ask.h"

#include "agent/base/log.h"

#include <errno.h>
#include <glib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define LOG_MODULE "proc"
#define RETRY_US   (10 * G_USEC_PER_SEC)

static GMutex lock;
static char *path; /* NULL to look for oneself */
static int connection = -1;
static gint64 retry_us; /* not before, on the monotonic clock */
static gboolean is_told;

static void disconnect(void)
{
	if (connection >= 0)
		close(connection);
	connection = -1;
}

static int connect_to_path(void)
{
	const struct timeval most = {
		.tv_sec = PROC_ASK_MS / 1000, .tv_usec = PROC_ASK_MS % 1000 * 1000};
	struct sockaddr_un address = {.sun_family = AF_UNIX};

	if (g_strlcpy(address.sun_path, path, sizeof(address.sun_path)) >= sizeof(address.sun_path))
		return -ENAMETOOLONG;
	connection = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
	if (connection < 0)
		return -errno;
	if (setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof(most)) < 0 ||
		setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof(most)) < 0 ||
		connect(connection, (struct sockaddr *)&address, sizeof(address)) < 0) {
		int r = -errno;

		disconnect();
		return r;
	}
	return 0;
}

/* -EPIPE where the other side has gone. */
static int exchange(const struct proc_request *request, char reply[PROC_REPLY_MAX])
{
	ssize_t n = send(connection, request, sizeof(*request), MSG_NOSIGNAL);

	if (n >= 0)
		n = recv(connection, reply, PROC_REPLY_MAX, 0);
	if (n < 0)
		return errno == ECONNRESET ? -EPIPE : -errno;
	if (n == 0)
		return -EPIPE;
	return memchr(reply, '\0', (gsize)n) == reply + n - 1 ? 0 : -EBADMSG;
}

static int connect_and_exchange(const struct proc_request *request, char reply[PROC_REPLY_MAX])
{
	int r = connection >= 0 ? exchange(request, reply) : -EPIPE;

	if (r != -EPIPE)
		return r;
	/* The program may have been started anew. */
	disconnect();
	r = connect_to_path();
	return r < 0 ? r : exchange(request, reply);
}

static void tell(int error)
{
	if (is_told)
		return;
	is_told = TRUE;
	log_warning("%s: %s: projects and tmux servers of some sessions stay unknown; "
		    "'systemctl --user status ebpf-ai-monitor-proc.socket' says why",
		path, g_strerror(error));
}

static int ask(const struct proc_request *request, char reply[PROC_REPLY_MAX])
{
	int r;

	if (g_get_monotonic_time() < retry_us)
		return -EAGAIN;
	r = connect_and_exchange(request, reply);
	is_told &= r < 0;
	if (r < 0) {
		disconnect();
		retry_us = g_get_monotonic_time() + RETRY_US;
		tell(-r);
	}
	return r;
}

void proc_ask_at(const char *new)
{
	g_mutex_lock(&lock);
	disconnect();
	g_free(path);
	path = g_strdup(new);
	retry_us = 0;
	is_told = FALSE;
	g_mutex_unlock(&lock);
}

char *proc_ask(enum proc_question question, pid_t pid)
{
	const struct proc_request request = {question, pid};
	char reply[PROC_REPLY_MAX];
	int r = -ENOTCONN;

	g_mutex_lock(&lock);
	if (path)
		r = ask(&request, reply);
	g_mutex_unlock(&lock);
	if (r == -ENOTCONN)
		return proc_answer(question, pid);
	return r == 0 && reply[0] ? g_strdup(reply) : NULL;
}
