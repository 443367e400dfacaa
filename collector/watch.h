/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_WATCH_H
#define COLLECTOR_WATCH_H

#include "bpf/event.h"
#include "collector/options.h"
#include "collector/probe.h"
#include "collector/renames.h"
#include "collector/schedule.h"
#include "collector/track.h"

#include <stdint.h>

/* Brings together what the kernel tells (probe), what procfs tells (process) and what follows from
 * it (track). */
struct watch {
	const struct options *options;
	struct probe *probe;
	struct track track;
	struct schedule schedule;
	uint64_t lost; /* records the kernel had lost when last asked */
	uint64_t repaired_ns;
	struct renames renames;

	/* Tells of a change, and of a session's terminal being touched (STATE is then of no use). */
	void (*changed)(void *data, const struct frame_session *session);
	void (*touched)(void *data, const struct frame_session *session);
	void (*lossy)(void *data); /* what was told may be wrong */
	void *data;

	uint64_t look_ns[TRACK_MAX];  /* an extra look is due then, or SCHEDULE_NEVER */
	uint64_t gone_ns[TRACK_MAX];  /* it was found gone then, without a record; or 0 */
	uint64_t woken_ns[TRACK_MAX]; /* last look at the kernel's wish */
};

/* OPTIONS and PROBE must outlive it. The callbacks are set by the caller. */
void watch_init(struct watch *watch, const struct options *options, struct probe *probe);

/* Finds the agents that run already. */
void watch_scan(struct watch *watch);

/* Takes what the kernel told. 0 or -errno. */
int watch_drain(struct watch *watch);

/* Looks at every process that is due. */
void watch_timer(struct watch *watch);

/* The next living session at or after *CURSOR, as a serve_next_fn. */
bool watch_next(void *data, size_t *cursor, struct frame_session *ret);

#endif
