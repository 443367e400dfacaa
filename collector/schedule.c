/* SPDX-License-Identifier: MIT */
#include "collector/schedule.h"

void schedule_init(struct schedule *schedule)
{
	*schedule = (struct schedule){.next_ns = SCHEDULE_NEVER};
}

void schedule_want(struct schedule *schedule, uint64_t deadline_ns)
{
	if (deadline_ns < schedule->next_ns)
		schedule->next_ns = deadline_ns;
}

/* A token bucket: up to SCHEDULE_RATE wake-ups on time, then one each gap. */
uint64_t schedule_wake_ns(const struct schedule *schedule)
{
	const uint64_t burst_ns = (SCHEDULE_RATE - 1) * SCHEDULE_GAP_NS;
	uint64_t allowed_ns = schedule->spent_ns > burst_ns ? schedule->spent_ns - burst_ns : 0;

	if (schedule->next_ns == SCHEDULE_NEVER || schedule->next_ns > allowed_ns)
		return schedule->next_ns;
	return allowed_ns;
}

void schedule_fired(struct schedule *schedule, uint64_t now_ns)
{
	if (schedule->spent_ns < now_ns)
		schedule->spent_ns = now_ns;
	schedule->spent_ns += SCHEDULE_GAP_NS;
	schedule->next_ns = SCHEDULE_NEVER;
}
