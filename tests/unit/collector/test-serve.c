/* SPDX-License-Identifier: MIT */
#include "collector/serve.h"

#include "tests/check.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define MANY 100

static int readers[MANY];

static bool no_session(void *data, size_t *cursor, struct frame_session *ret)
{
	return false;
}

/* The listener; as many as can come before it looks have come. */
static int let_many_come(void)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	socklen_t len = sizeof(sa_family_t); /* any name that is free */
	int listener = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	CHECK(listener >= 0 && bind(listener, (struct sockaddr *)&address, len) == 0);
	CHECK(listen(listener, MANY) == 0);
	len = sizeof(address);
	CHECK(getsockname(listener, (struct sockaddr *)&address, &len) == 0);
	for (int i = 0; i < MANY; i++) {
		readers[i] = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
		CHECK(connect(readers[i], (struct sockaddr *)&address, len) == 0);
	}
	return listener;
}

static int count_answered(void)
{
	int answered = 0;

	for (int i = 0; i < MANY; i++) {
		struct pollfd reader = {.fd = readers[i], .events = POLLIN};

		answered += poll(&reader, 1, 0) == 1;
	}
	return answered;
}

static int count_served(void)
{
	int served = 0;
	char frame[FRAME_MAX];

	for (int i = 0; i < MANY; i++)
		served += recv(readers[i], frame, sizeof(frame), 0) > 0;
	return served;
}

/* However many come, others have their turn between them, and the last comes to his. */
static void test_many(void)
{
	struct frame_hello hello = {.protocol = FRAME_PROTOCOL, .probe = "tty"};
	struct serve *serve = NULL;
	int answered = 0, turns = 0;

	CHECK_INT(serve_new(let_many_come(), &hello, no_session, NULL, &serve), 0);
	for (; answered < MANY; turns++) {
		serve_dispatch(serve);
		CHECK(count_answered() > answered);
		answered = count_answered();
	}
	CHECK(turns > 1);
	CHECK_INT(count_served(), SERVE_CLIENTS_PER_UID_MAX);
	serve_free(serve);
}

int main(void)
{
	test_many();
	return 0;
}
