/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_WATCH_PRIVATE_H
#define COLLECTOR_WATCH_PRIVATE_H

#include "collector/watch.h"

/* What both parts of watch need of each other: the sessions, and what the kernel tells. */

#define MS 1000000ULL

/* A handled signal has stopped, or not stopped, its process by then. Shells took the terminal back
 * from a job that ended within 5 ms. */
#define JOB_LOOK_NS (30 * MS)

/* An agent that declares one thing after the other is looked at no more often. */
#define WAKE_GAP_NS (50 * MS)

void watch_look_by(struct watch *watch, unsigned int index, uint64_t deadline_ns);
void watch_look_at(struct watch *watch, struct track_session *session);

void watch_remove(struct watch *watch, struct track_session *session, struct track_exit how,
	struct moment now);

/* Looks whether PROCESS is an agent, and watches it. Its ancestor is found by watch_link. */
void watch_consider(struct watch *watch, const struct process *process, bool scanned);
void watch_link(struct watch *watch, const struct process *process);

/* Takes what no record has told of. */
void watch_catch_up(struct watch *watch, uint64_t now_ns);

#endif
