/* SPDX-License-Identifier: MIT */
#include "collector/log.h"
#include "collector/process.h"
#include "collector/watch-private.h"

#include <string.h>

/* Looking at everything takes some ms. */
#define REPAIR_GAP_NS (250 * MS)

static void on_exec(struct watch *watch, pid_t pid)
{
	struct process process;

	if (process_read(pid, &process) < 0)
		return;
	watch_consider(watch, &process, false);
	watch_link(watch, &process);
}

static void on_rename(struct watch *watch, pid_t pid)
{
	uint64_t now_ns = moment_now().mono_ns;

	if (renames_take(&watch->renames, pid, now_ns))
		on_exec(watch, pid);
	else
		schedule_want(&watch->schedule, now_ns + RENAMES_GAP_NS);
}

static void look_at_renamed(struct watch *watch, uint64_t now_ns)
{
	uint64_t next_ns = SCHEDULE_NEVER;
	pid_t pid;

	while ((pid = renames_due(&watch->renames, now_ns, &next_ns)) != 0)
		on_exec(watch, pid);
	schedule_want(&watch->schedule, next_ns);
}

static void look_in_kernel(struct watch *watch)
{
	uint64_t again_ns;
	int r = probe_look(watch->probe, moment_now().mono_ns, &again_ns);

	if (r < 0)
		log_warning("the kernel cannot be asked what processes do: %s, trying again",
			strerror(-r));
	schedule_want(&watch->schedule, again_ns);
}

static void on_wake(struct watch *watch, struct track_session *session)
{
	unsigned int index = track_index(&watch->track, session);
	uint64_t now_ns = moment_now().mono_ns;

	if (now_ns - watch->woken_ns[index] >= WAKE_GAP_NS) {
		watch->woken_ns[index] = now_ns;
		/* One found just before is told of with what only the kernel knows of it. */
		look_in_kernel(watch);
		watch_look_at(watch, session);
		return;
	}
	watch_look_by(watch, index, watch->woken_ns[index] + WAKE_GAP_NS);
}

static void on_event_of(
	struct watch *watch, struct track_session *session, const struct event *event)
{
	unsigned int index = track_index(&watch->track, session);
	struct frame_session frame;

	switch (event->type) {
	case EVENT_EXIT:
		watch_remove(watch, session,
			(struct track_exit){.known = true, .code = (int)event->code}, moment_now());
		break;
	case EVENT_JOB:
		watch_look_by(watch, index, moment_now().mono_ns + JOB_LOOK_NS);
		break;
	case EVENT_WAKE:
		on_wake(watch, session);
		break;
	case EVENT_INPUT:
		if (!session->shown)
			break;
		track_frame(session, &frame);
		watch->touched(watch->data, &frame);
		break;
	}
}

static void on_event(void *data, const struct event *event)
{
	struct watch *watch = data;
	struct track_session *session;

	if (event->type == EVENT_RENAME) {
		on_rename(watch, (pid_t)event->pid);
		return;
	}
	if (event->type == EVENT_EXEC) {
		on_exec(watch, (pid_t)event->pid);
		return;
	}
	session = track_find(&watch->track, (pid_t)event->pid);
	if (session)
		on_event_of(watch, session, event);
}

/* The truth is in procfs: what is gone is found by looking, what is new by a scan. */
static void repair(struct watch *watch)
{
	log_warning("the kernel had no room for %llu records: looking at every process anew",
		(unsigned long long)(probe_lost(watch->probe) - watch->lost));
	watch->lost = probe_lost(watch->probe);
	watch->repaired_ns = moment_now().mono_ns;
	for (unsigned int i = 0; i < TRACK_MAX; i++)
		watch->look_ns[i] = 0;
	watch_scan(watch);
	watch->lossy(watch->data);
}

static void see_losses(struct watch *watch, uint64_t now_ns)
{
	if (probe_lost(watch->probe) == watch->lost)
		return;
	if (now_ns >= watch->repaired_ns + REPAIR_GAP_NS)
		repair(watch);
	else
		schedule_want(&watch->schedule, watch->repaired_ns + REPAIR_GAP_NS);
}

void watch_catch_up(struct watch *watch, uint64_t now_ns)
{
	look_in_kernel(watch);
	see_losses(watch, now_ns);
	look_at_renamed(watch, now_ns);
}

int watch_drain(struct watch *watch)
{
	int r = probe_drain(watch->probe, on_event, watch);

	if (r < 0)
		return r;
	look_in_kernel(watch);
	see_losses(watch, moment_now().mono_ns);
	return 0;
}
