/* SPDX-License-Identifier: MIT */
#ifndef TESTS_UNIT_AGENT_NOTIFY_SERVER_H
#define TESTS_UNIT_AGENT_NOTIFY_SERVER_H

#include <gio/gio.h>

/* A notification server for tests, on a connection of its own to the session bus. */

struct shown {
	guint32 id, replaced;
	char *app, *icon, *title, *body;
	char **actions;
	GVariant *hints;
	int timeout;
};

struct test_server {
	GDBusConnection *bus;
	guint name;
	GPtrArray *shown;         /* of struct shown, in the order of the calls */
	GArray *closed;           /* guint32, ids by call */
	gboolean silent;          /* takes calls and does not answer them */
	gboolean closes_replaced; /* as if its user did, just then */
	guint32 next_id;
	GDBusMethodInvocation *unanswered;
};

/* Returns when it has its name. */
struct test_server *test_server_new(guint32 first_id);
void test_server_free(struct test_server *server);

/* Answers what was asked while it was silent, and everything from then on. */
void test_server_wake(struct test_server *server);

/* What its user does. */
void test_server_act(struct test_server *server, guint32 id, const char *action);
void test_server_close(struct test_server *server, guint32 id, guint32 reason);

#endif
