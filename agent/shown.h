/* SPDX-License-Identifier: MIT */
#ifndef AGENT_SHOWN_H
#define AGENT_SHOWN_H

#include <glib.h>

/*
 * Which notifications are on the screen, written down where the next agent finds it should this one
 * be killed. An id means something only to the server that gave it, which is known by its name on
 * the bus.
 */

/* IDS, of guint32. */
void shown_write(const char *server, const GArray *ids);

/* What an earlier agent has left on SERVER; the caller unrefs. */
GArray *shown_read(const char *server);

/* The same from a record's text. */
GArray *shown_parse(const char *text, const char *server);

#endif
