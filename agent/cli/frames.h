/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_FRAMES_H
#define AGENT_CLI_FRAMES_H

#include <glib.h>

/* The sessions that the collector tells of, as the bus would show them: no window is known, and a
 * project by where the session works. Connects again when the collector is back. */

struct frames;

struct frames_events {
	void (*begun)(gpointer data); /* all follow, and then SETTLED */
	void (*session)(GVariant *session, gpointer data);
	void (*gone)(const char *id, gpointer data);
	void (*settled)(gpointer data);
	void (*down)(const char *why, gpointer data); /* once each time it is not there */
};

struct frames *frames_new(const char *socket, const struct frames_events *events, gpointer data);
void frames_free(struct frames *frames);

#endif
