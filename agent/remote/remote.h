/* SPDX-License-Identifier: MIT */
#ifndef AGENT_REMOTE_REMOTE_H
#define AGENT_REMOTE_REMOTE_H

#include "proto/frame.h"

#include <glib.h>

/* The sessions of other machines, which ssh reaches. One that is lost is awaited for a minute. */
struct remote;

struct remote_events {
	void (*session)(const struct frame_session *frame, const char *project, const char *host,
		gpointer data);
	void (*gone)(const char *id, gpointer data);
};

struct remote *remote_new(const struct remote_events *events, gpointer data);
void remote_free(struct remote *remote);

/* HOSTS as ssh knows them. Of those that were there before, nothing is begun anew. */
void remote_set_hosts(struct remote *remote, const char *const *hosts);

#endif
