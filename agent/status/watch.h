/* SPDX-License-Identifier: MIT */
#ifndef AGENT_STATUS_WATCH_H
#define AGENT_STATUS_WATCH_H

#include "agent/status/parse.h"
#include "proto/frame.h"

/*
 * Keeps an eye on the status files of sessions. A file is read once for a change, and all those of
 * one folder together at most 20 times a second; the last change is never lost. At rest it does
 * nothing.
 */
struct status_watch;

/* TOLD is called with what a session's file says now; STATUS_NOTHING where it says no more. */
struct status_watch *status_watch_new(
	void (*told)(const char *id, const struct status_claim *claim, gpointer data),
	gpointer data);
void status_watch_free(struct status_watch *watch);

/* For every frame of a living session, so that a folder made after it is found. */
void status_watch_add(struct status_watch *watch, const struct frame_session *session);
void status_watch_remove(struct status_watch *watch, const char *id);

/* All that are not KNOWN any more. */
void status_watch_prune(struct status_watch *watch,
	gboolean (*is_known)(const char *id, gpointer data), gpointer data);

#endif
