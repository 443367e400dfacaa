/* SPDX-License-Identifier: MIT */
#include "collector/watch.h"

#include "collector/dialect.h"
#include "collector/inspect.h"
#include "collector/least.h"
#include "collector/log.h"
#include "collector/process.h"
#include "collector/watch-private.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

/* A process that is gone has written the record of its end before; reading it takes a moment. */
#define GONE_NS (200 * MS)

/* What failed for want of descriptors or memory. */
#define AGAIN_NS (1000 * MS)

static_assert(TRACK_MAX == SLOT_MAX, "an index names a session and its slot");

static void on_publish(void *data, const struct frame_session *session)
{
	struct watch *watch = data;

	log_debug("%s (%s) is %s by %s", session->id, session->name,
		session_state_name(session->state), session_reason_name(session->reason));
	watch->changed(watch->data, session);
}

void watch_init(struct watch *watch, const struct options *options, struct probe *probe)
{
	struct detect_config config = {.threshold_ns = options->threshold_ms * MS};

	watch->options = options;
	watch->probe = probe;
	watch->lost = probe_lost(probe);
	schedule_init(&watch->schedule);
	track_init(&watch->track, config, on_publish, watch);
}

void watch_look_by(struct watch *watch, unsigned int index, uint64_t deadline_ns)
{
	watch->look_ns[index] = deadline_ns;
	schedule_want(&watch->schedule, deadline_ns);
}

void watch_remove(struct watch *watch, struct track_session *session, struct track_exit how,
	struct moment now)
{
	pid_t leader = session->process.leader;
	unsigned int index = track_index(&watch->track, session);
	pid_t pid = session->process.pid;

	/* Told first: the kernel takes up to half a second to detach what the last one needed. */
	track_remove(&watch->track, session, how, now);
	probe_unwatch(watch->probe, pid, index);
	/* The shell may take the terminal back from what is left of the job. */
	for (unsigned int i = 0; i < TRACK_MAX; i++) {
		if (!watch->track.sessions[i].taken ||
			watch->track.sessions[i].process.leader != leader)
			continue;
		watch_look_by(watch, i, now.mono_ns + JOB_LOOK_NS);
	}
}

/*
 * The process of SESSION as it is now; NULL where it is gone. How it ended is in a record of the
 * kernel that may still be on its way: only one that does not come is ended without.
 */
static const struct process *read_living(struct watch *watch, struct track_session *session,
	struct process *process, struct moment now)
{
	unsigned int index = track_index(&watch->track, session);
	int r = process_read(session->process.pid, process);

	if (r < 0 && r != -ESRCH) {
		log_warning("process %d cannot be looked at: %s, trying again",
			session->process.pid, strerror(-r));
		watch_look_by(watch, index, now.mono_ns + AGAIN_NS);
		return NULL;
	}
	if (r == 0 && process->start_ticks == session->process.start_ticks &&
		process_lives(process)) {
		watch->gone_ns[index] = 0;
		return process;
	}
	if (!watch->gone_ns[index])
		watch->gone_ns[index] = now.mono_ns;
	if (now.mono_ns - watch->gone_ns[index] >= GONE_NS) {
		watch_remove(watch, session, (struct track_exit){}, now);
		return NULL;
	}
	watch_look_by(watch, index, watch->gone_ns[index] + GONE_NS);
	return NULL;
}

void watch_look_at(struct watch *watch, struct track_session *session)
{
	unsigned int index = track_index(&watch->track, session);
	struct slot *slot = probe_slot(watch->probe, index);
	struct moment now = moment_now();
	struct process process;
	struct terminal facts;
	struct standing standing;

	if (!read_living(watch, session, &process, now))
		return;
	session->process.group = process.group;
	session->process.instance = process_device(slot->instance);
	standing.foreground = process.terminal_group == process.group;
	standing.stopped = process.state == 'T' || process.state == 't';
	watch->look_ns[index] = SCHEDULE_NEVER;
	memcpy(&facts, &slot->terminal, sizeof(facts));
	track_step(&watch->track, session, &facts, slot->use, standing, now);
	if (track_is_refuted(session, now)) {
		watch_remove(watch, session, (struct track_exit){}, now);
		return;
	}
	track_arm(&watch->track, session, &slot->terminal);
	/* A fact between the copy and the arming has woken nobody. */
	if (terminal_changed(&facts, &slot->terminal))
		watch_look_by(watch, index, now.mono_ns + WAKE_GAP_NS);
	schedule_want(&watch->schedule, track_deadline(&watch->track, session, &slot->terminal));
}

static void explain_refusal(const struct track_process *process, int error)
{
	if (error == -EDQUOT)
		log_warning("uid %u has %d agents, process %d is not watched", process->uid,
			TRACK_PER_UID_MAX, process->pid);
	else
		log_warning("process %d cannot be watched: %s", process->pid, strerror(-error));
}

/* Watched first and read once more afterwards: so its end is seen, now or by the kernel. */
static void add_session(struct watch *watch, const struct track_process *process)
{
	struct moment now = moment_now();
	struct track_session *session;
	struct process again;
	int index = track_add(&watch->track, process, now), r;

	if (index < 0) {
		explain_refusal(process, index);
		return;
	}
	session = &watch->track.sessions[index];
	watch->look_ns[index] = now.mono_ns;
	watch->woken_ns[index] = 0;
	watch->gone_ns[index] = 0;
	r = probe_watch(watch->probe, process->pid, dialect_of(process->agent->source),
		(unsigned int)index);
	if (r < 0) {
		explain_refusal(process, r);
		track_remove(&watch->track, session, (struct track_exit){}, now);
		return;
	}
	schedule_want(&watch->schedule, now.mono_ns);
	(void)read_living(watch, session, &again, now);
}

/* A shell's shim has become the script it was for. */
static void identify_again(
	struct watch *watch, struct track_session *session, const struct identity *identity)
{
	session->process.interpreted = identity->interpreted;
	session->process.candidate &= identity->candidate;
	watch_look_by(watch, track_index(&watch->track, session), moment_now().mono_ns);
}

void watch_consider(struct watch *watch, const struct process *process, bool scanned)
{
	struct track_session *known = track_find(&watch->track, process->pid);
	struct identity identity = inspect_identity(&watch->options->names, process);
	struct track_process found = {
		.pid = process->pid,
		.group = process->group,
		.leader = process->leader,
		.terminal = process->terminal,
		.start_ticks = process->start_ticks,
		.agent = identity.agent,
		.interpreted = identity.interpreted,
		.candidate = identity.candidate,
		.scanned = scanned,
	};

	if (known) {
		bool same = found.agent && known->process.start_ticks == found.start_ticks &&
			known->process.agent == found.agent;

		if (same)
			identify_again(watch, known, &identity);
		else
			watch_remove(watch, known, (struct track_exit){}, moment_now());
		known = same ? known : NULL;
	}
	if (!found.agent || known || process_read_uid(found.pid, &found.uid) < 0 ||
		!options_watch_user(watch->options, found.uid))
		return;
	found.started_ms = process_started_ms(found.start_ticks);
	add_session(watch, &found);
}

void watch_link(struct watch *watch, const struct process *process)
{
	struct track_session *session = track_find(&watch->track, process->pid);

	if (session)
		track_set_ancestor(
			&watch->track, session, inspect_ancestor(&watch->track, process));
}

static int scan_one(void *data, pid_t pid)
{
	struct watch *watch = data;
	struct process process;

	if (process_read(pid, &process) == 0 && process.terminal != 0 &&
		!track_find(&watch->track, pid))
		watch_consider(watch, &process, true);
	return 0;
}

void watch_scan(struct watch *watch)
{
	int r;

	track_clock(&watch->track, moment_now());
	r = process_each(scan_one, watch);
	if (r < 0)
		log_warning("the processes that run cannot be listed: %s, ignoring", strerror(-r));
	for (unsigned int i = 0; i < TRACK_MAX; i++) {
		struct track_session *session = &watch->track.sessions[i];
		struct process process;

		if (session->taken && process_read(session->process.pid, &process) == 0)
			watch_link(watch, &process);
	}
	watch_timer(watch);
}

static uint64_t due_ns(struct watch *watch, const struct track_session *session)
{
	unsigned int index = track_index(&watch->track, session);
	const struct terminal *facts = &probe_slot(watch->probe, index)->terminal;

	return least(watch->look_ns[index], track_deadline(&watch->track, session, facts));
}

void watch_timer(struct watch *watch)
{
	uint64_t now_ns = moment_now().mono_ns;

	schedule_fired(&watch->schedule, now_ns);
	watch_catch_up(watch, now_ns);
	for (unsigned int i = 0; i < TRACK_MAX; i++) {
		struct track_session *session = &watch->track.sessions[i];
		uint64_t at_ns;

		if (!session->taken)
			continue;
		at_ns = due_ns(watch, session);
		if (at_ns <= now_ns) {
			watch_look_at(watch, session);
			if (!session->taken)
				continue;
			at_ns = due_ns(watch, session);
		}
		schedule_want(&watch->schedule, at_ns);
	}
}

bool watch_next(void *data, size_t *cursor, struct frame_session *ret)
{
	struct watch *watch = data;

	for (; *cursor < TRACK_MAX; (*cursor)++) {
		const struct track_session *session = &watch->track.sessions[*cursor];

		if (!session->taken || !session->shown)
			continue;
		track_frame(session, ret);
		(*cursor)++;
		return true;
	}
	return false;
}
