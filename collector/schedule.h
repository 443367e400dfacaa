/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_SCHEDULE_H
#define COLLECTOR_SCHEDULE_H

#include <stdint.h>

/*
 * When to wake up by time, and when to tell of a session. Deadlines of all sessions share one
 * timer, and a budget keeps it to SCHEDULE_RATE wake-ups a second however many work, as it keeps
 * a session's changes to as many frames; with few it is exact. Pure.
 */
#define SCHEDULE_RATE   4
#define SCHEDULE_GAP_NS (1000000000ULL / SCHEDULE_RATE)
#define SCHEDULE_NEVER  UINT64_MAX

struct schedule {
	uint64_t next_ns;  /* the earliest deadline */
	uint64_t spent_ns; /* the budget counts as spent until then */
};

void schedule_init(struct schedule *schedule);

/* Something must be looked at by DEADLINE_NS. */
void schedule_want(struct schedule *schedule, uint64_t deadline_ns);

/* When to wake up; SCHEDULE_NEVER where nothing is wanted. */
uint64_t schedule_wake_ns(const struct schedule *schedule);

/* It is NOW_NS and the timer has fired: all deadlines are to be told anew. */
void schedule_fired(struct schedule *schedule, uint64_t now_ns);

#endif
