/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_FEED_H
#define AGENT_CLI_FEED_H

#include <gio/gio.h>

/*
 * All sessions, and how they change: as the agent knows them, or without it as the collector does.
 * Where the one ends the other goes on, and where the agent comes back so does what it knows.
 */

struct feed;

/* Any of these may be NULL; without note, a line goes to standard error. */
struct feed_events {
	/* One is new, or other than it was. */
	void (*changed)(GVariant *session, gpointer data);
	/* One is gone; this is what it was. */
	void (*removed)(GVariant *session, gpointer data);
	/* All is told that there is at the moment. */
	void (*settled)(gpointer data);
	/* For its user to read, a line. */
	void (*note)(const char *text, gpointer data);
	/* Nobody answers, for now at least. */
	void (*lost)(gpointer data);
};

/* SOCKET is the collector's, NULL for the usual one. */
struct feed *feed_new(const char *socket, const struct feed_events *events, gpointer data);
void feed_free(struct feed *feed);

/* What there is now, what needs its user most first, of a{sv}; the caller unrefs. */
GPtrArray *feed_order(const struct feed *feed);

#endif
