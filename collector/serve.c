/* SPDX-License-Identifier: MIT */
#include "collector/serve.h"

#include "collector/cleanup.h"
#include "collector/log.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>

#define FULL_S      1  /* a descriptor may get free elsewhere, too */
#define ACCEPT_MOST 64 /* at a time, so that those who come without end delay nobody */

struct client {
	int fd; /* -1: none */
	uid_t uid;
	bool greeted;
	bool synced;
	size_t cursor; /* of the snapshot */
};

struct serve {
	int listener;
	int again; /* a timer: the listener is heard again */
	bool full; /* nobody can be accepted; the listener is not heard */
	int epoll;
	struct frame hello;
	serve_next_fn next;
	void *next_data;
	struct client clients[SERVE_CLIENTS_MAX];
};

int serve_new(int listener, const struct frame_hello *hello, serve_next_fn next, void *next_data,
	struct serve **ret)
{
	_cleanup_close_ int owned = listener;
	_cleanup_close_ int epoll = epoll_create1(EPOLL_CLOEXEC);
	_cleanup_close_ int again = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	_cleanup_free_ struct serve *serve = calloc(1, sizeof(*serve));
	struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};

	if (!serve)
		return -ENOMEM;
	if (epoll < 0 || again < 0 || epoll_ctl(epoll, EPOLL_CTL_ADD, owned, &event) < 0 ||
		epoll_ctl(epoll, EPOLL_CTL_ADD, again, &event) < 0)
		return -errno;
	for (size_t i = 0; i < SERVE_CLIENTS_MAX; i++)
		serve->clients[i].fd = -1;
	serve->listener = TAKE_FD(owned);
	serve->again = TAKE_FD(again);
	serve->epoll = TAKE_FD(epoll);
	serve->hello = (struct frame){.type = FRAME_HELLO, .hello = *hello};
	serve->next = next;
	serve->next_data = next_data;
	*ret = TAKE_PTR(serve);
	return 0;
}

int serve_fd(const struct serve *serve)
{
	return serve->epoll;
}

static void client_close(struct client *client)
{
	close(client->fd);
	client->fd = -1;
}

void serve_free(struct serve *serve)
{
	if (!serve)
		return;
	serve_resync(serve);
	close(serve->listener);
	close(serve->again);
	close(serve->epoll);
	free(serve);
}

static bool may_see(const struct client *client, uid_t uid)
{
	return client->uid == 0 || client->uid == uid;
}

/* 0, -EAGAIN where the buffer is full, or another -errno where the reader is gone. */
static int client_send(struct client *client, const struct frame *frame)
{
	char buf[FRAME_MAX];
	ssize_t len = frame_encode(frame, buf);

	if (len < 0) {
		log_error("a frame longer than %d bytes is left out", FRAME_MAX);
		return 0;
	}
	if (send(client->fd, buf, (size_t)len, MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
		return -errno;
	return 0;
}

/* The next frame of the snapshot. 1 when the snapshot is complete, 0 or -errno. */
static int snapshot_step(struct serve *serve, struct client *client)
{
	struct frame frame = {.type = FRAME_SESSION};
	size_t cursor = client->cursor;
	int r;

	if (!client->greeted) {
		r = client_send(client, &serve->hello);
		client->greeted = r == 0;
		return r;
	}
	while (serve->next(serve->next_data, &cursor, &frame.session)) {
		if (!may_see(client, frame.session.uid))
			continue;
		r = client_send(client, &frame);
		if (r == 0)
			client->cursor = cursor;
		return r;
	}
	frame.type = FRAME_SYNCED;
	r = client_send(client, &frame);
	return r < 0 ? r : 1;
}

/* EPOLLHUP always comes, when the reader closes its end; our own receiving end being shut down
 * makes EPOLLRDHUP useless. */
static void client_watch(struct serve *serve, struct client *client, bool want_room)
{
	struct epoll_event event = {.events = want_room ? EPOLLOUT : 0, .data.ptr = client};

	if (epoll_ctl(serve->epoll, EPOLL_CTL_MOD, client->fd, &event) < 0)
		client_close(client);
}

static void client_snapshot(struct serve *serve, struct client *client)
{
	int r;

	do
		r = snapshot_step(serve, client);
	while (r == 0);
	if (r == -EAGAIN) {
		client_watch(serve, client, true);
		return;
	}
	if (r < 0) {
		client_close(client);
		return;
	}
	client->synced = true;
	client_watch(serve, client, false);
}

static struct client *find_room(struct serve *serve, uid_t uid)
{
	struct client *room = NULL;
	unsigned int of_uid = 0;

	for (size_t i = 0; i < SERVE_CLIENTS_MAX; i++) {
		if (serve->clients[i].fd < 0)
			room = &serve->clients[i];
		else if (serve->clients[i].uid == uid)
			of_uid++;
	}
	return of_uid >= SERVE_CLIENTS_PER_UID_MAX ? NULL : room;
}

/* 0 while there may be more, or -errno. */
static int accept_one(struct serve *serve)
{
	_cleanup_close_ int fd = accept4(serve->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	struct epoll_event event = {};
	struct client *client;
	struct ucred cred;
	socklen_t len = sizeof(cred);

	if (fd < 0)
		return -errno;
	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &cred, &len) < 0 || len != sizeof(cred))
		return 0;
	client = find_room(serve, cred.uid);
	if (!client) {
		log_debug("uid %u has too many connections, refusing one", cred.uid);
		return 0;
	}
	event.data.ptr = client;
	if (shutdown(fd, SHUT_RD) < 0 || epoll_ctl(serve->epoll, EPOLL_CTL_ADD, fd, &event) < 0)
		return 0;
	*client = (struct client){.fd = TAKE_FD(fd), .uid = cred.uid};
	client_snapshot(serve, client);
	return 0;
}

/* One that cannot be accepted stays on the listener, which would wake us for nothing. */
static void hear_listener(struct serve *serve, bool full)
{
	struct epoll_event event = {.events = full ? 0 : EPOLLIN, .data.ptr = NULL};
	struct itimerspec spec = {.it_value.tv_sec = full ? FULL_S : 0};

	if (full != serve->full)
		(void)epoll_ctl(serve->epoll, EPOLL_CTL_MOD, serve->listener, &event);
	if (full || serve->full)
		(void)timerfd_settime(serve->again, 0, &spec, NULL);
	serve->full = full;
}

static void accept_all(struct serve *serve)
{
	int r = 0;
	bool full;

	for (unsigned int i = 0; i < ACCEPT_MOST && r == 0; i++) {
		r = accept_one(serve);
		if (r == -EINTR || r == -ECONNABORTED)
			r = 0;
	}
	full = r < 0 && r != -EAGAIN;
	if (full && !serve->full)
		log_warning(
			"no reader can be accepted (%s): waiting until one can be", strerror(-r));
	hear_listener(serve, full);
}

void serve_dispatch(struct serve *serve)
{
	struct epoll_event events[32];
	int n = epoll_wait(serve->epoll, events, sizeof(events) / sizeof(events[0]), 0);

	for (int i = 0; i < n; i++) {
		struct client *client = events[i].data.ptr;

		if (!client)
			continue;
		/* An earlier event of this batch may have closed it: fd tells. */
		if (client->fd >= 0 && events[i].events & (EPOLLHUP | EPOLLERR))
			client_close(client);
		else if (client->fd >= 0 && !client->synced)
			client_snapshot(serve, client);
	}
	/* Last, so that no event above can name a place given to a new reader. */
	accept_all(serve);
}

void serve_frame(struct serve *serve, uid_t uid, const struct frame *frame)
{
	for (size_t i = 0; i < SERVE_CLIENTS_MAX; i++) {
		struct client *client = &serve->clients[i];

		if (client->fd >= 0 && may_see(client, uid) && client_send(client, frame) < 0)
			client_close(client);
	}
}

void serve_resync(struct serve *serve)
{
	for (size_t i = 0; i < SERVE_CLIENTS_MAX; i++)
		if (serve->clients[i].fd >= 0)
			client_close(&serve->clients[i]);
}
