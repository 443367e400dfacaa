/* SPDX-License-Identifier: MIT */
#ifndef AGENT_NOTIFY_SHOWN_H
#define AGENT_NOTIFY_SHOWN_H

#include <glib.h>

/*
 * Which notifications are on the screen, written down so that the next agent takes them over
 * should this one be killed. An id means something only to the server that gave it, which is known
 * by its name on the bus.
 */

struct shown {
	char *key; /* what it tells of */
	guint serial;
	guint32 id;
};

void shown_free(struct shown *shown);

/* SHOWN, of struct shown. */
void shown_write(const char *server, const GPtrArray *shown);

/* What an earlier agent has left on SERVER; the caller unrefs. */
GPtrArray *shown_read(const char *server);

/* The same from a record's text. */
GPtrArray *shown_parse(const char *text, const char *server);

#endif
