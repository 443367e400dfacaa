/* SPDX-License-Identifier: MIT */
#ifndef AGENT_SWAY_LINK_H
#define AGENT_SWAY_LINK_H

#include <glib.h>
#include <sys/types.h>

/* One connection to a Sway: framing, the order of replies, time-outs. */

enum sway_message {
	SWAY_RUN_COMMAND = 0,
	SWAY_SUBSCRIBE = 2,
	SWAY_GET_TREE = 4,
	SWAY_EVENT_WORKSPACE = (int)0x80000000,
	SWAY_EVENT_WINDOW = (int)0x80000003,
	SWAY_EVENT_SHUTDOWN = (int)0x80000006,
};

struct sway_link;

struct sway_link_events {
	/* ERROR is NULL once it is connected. */
	void (*opened)(const char *error, gpointer data);
	/* After it was opened: nothing follows. */
	void (*closed)(const char *error, gpointer data);
	void (*event)(enum sway_message type, const char *json, gsize len, gpointer data);
};

struct sway_link *sway_link_open(
	const char *path, const struct sway_link_events *events, gpointer data);

/* Requests without an answer are answered with NULL, now. */
void sway_link_close(struct sway_link *link);

/* The process at the other end; 0 where unknown. */
pid_t sway_link_peer(const struct sway_link *link);

/* JSON is NULL where there was no answer. */
typedef void (*sway_link_reply)(const char *json, gsize len, gpointer data);
void sway_link_send(struct sway_link *link, enum sway_message type, const char *payload,
	sway_link_reply reply, gpointer data);

#endif
