/* SPDX-License-Identifier: MIT */
#include "collector/track.h"

#include "collector/basis.h"
#include "collector/process.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

void track_init(struct track *track, struct detect_config config,
	void (*publish)(void *data, const struct frame_session *session), void *publish_data)
{
	track->config = config;
	track->publish = publish;
	track->publish_data = publish_data;
}

void track_clock(struct track *track, struct moment now)
{
	int64_t step_ms = now.epoch_ms - track->epoch_ms;

	if (llabs(step_ms) < TRACK_STEP_MS)
		return;
	track->epoch_ms = now.epoch_ms;
	for (int i = 0; i < TRACK_MAX; i++) {
		struct track_session *session = &track->sessions[i];

		if (!session->taken)
			continue;
		session->since_ms += step_ms;
		session->process.started_ms += step_ms;
	}
}

static int *bucket(struct track *track, pid_t pid)
{
	return &track->buckets[(unsigned int)pid % TRACK_BUCKETS];
}

struct track_session *track_find(struct track *track, pid_t pid)
{
	for (int i = *bucket(track, pid); i; i = track->sessions[i - 1].next)
		if (track->sessions[i - 1].process.pid == pid)
			return &track->sessions[i - 1];
	return NULL;
}

unsigned int track_index(const struct track *track, const struct track_session *session)
{
	return (unsigned int)(session - track->sessions);
}

static int find_room(const struct track *track, uid_t uid)
{
	unsigned int of_uid = 0;
	int room = -ENOSPC;

	for (int i = 0; i < TRACK_MAX; i++) {
		if (!track->sessions[i].taken) {
			if (room < 0)
				room = i;
		} else if (track->sessions[i].process.uid == uid) {
			of_uid++;
		}
	}
	return uid != 0 && of_uid >= TRACK_PER_UID_MAX ? -EDQUOT : room;
}

int track_add(struct track *track, const struct track_process *process, struct moment now)
{
	struct track_session *session;
	int *first = bucket(track, process->pid), i;

	assert(!track_find(track, process->pid));
	i = find_room(track, process->uid);
	if (i < 0)
		return i;
	session = &track->sessions[i];
	*session = (struct track_session){
		.taken = true,
		.process = *process,
		.grace_ns = now.mono_ns + (process->scanned ? 0 : TRACK_GRACE_NS),
		.candidate = process->candidate,
		.proof_ns = now.mono_ns + TRACK_PROOF_NS,
		.since_ms = now.wall_ms,
		.next = *first,
	};
	schedule_init(&session->telling);
	detect_init(&session->detect, process->scanned, now.mono_ns);
	*first = i + 1;
	track->count++;
	return i;
}

void track_set_ancestor(struct track *track, struct track_session *session, pid_t ancestor)
{
	const struct track_session *above = track_find(track, ancestor);

	assert(ancestor == 0 || above);
	session->ancestor = ancestor;
	if (above && above->process.agent == session->process.agent)
		session->process.candidate &= above->candidate;
}

void track_frame(const struct track_session *session, struct frame_session *ret)
{
	const struct track_process *process = &session->process;

	*ret = (struct frame_session){
		.pid = process->pid,
		.uid = process->uid,
		.state = session->detect.state,
		.reason = session->detect.reason,
		.kind = session->detect.kind.kind,
		.kind_known = session->detect.kind.known,
		.kind_reason = session->detect.kind.reason,
		.since_ms = session->since_ms,
		.worked_ms = session->worked_ms,
		.started_ms = process->started_ms,
		.basis = session->basis,
		.seq = session->seq,
		.tty_dev = process->instance,
	};
	snprintf(ret->id, sizeof(ret->id), "%d-%" PRIu64, process->pid, process->start_ticks);
	snprintf(ret->name, sizeof(ret->name), "%s", process->agent->name);
	snprintf(ret->source, sizeof(ret->source), "%s", process->agent->source);
	process_terminal_name(process->terminal, ret->tty, sizeof(ret->tty));
}

static void publish(struct track *track, struct track_session *session, struct moment now)
{
	struct frame_session frame;

	schedule_fired(&session->telling, now.mono_ns);
	session->seq = ++track->seq;
	track_frame(session, &frame);
	track->publish(track->publish_data, &frame);
}

static void publish_end(struct track *track, struct track_session *session,
	enum session_reason reason, struct track_exit how, struct moment now)
{
	struct frame_session frame;

	session->seq = ++track->seq;
	track_frame(session, &frame);
	frame.state = SESSION_EXITED;
	frame.reason = reason;
	frame.kind = SESSION_KIND_NONE;
	frame.kind_known = false;
	frame.since_ms = now.wall_ms;
	frame.has_exit = how.known;
	if (how.known && WIFSIGNALED(how.code)) {
		frame.exit_signal = WTERMSIG(how.code);
		frame.exit_core = WCOREDUMP(how.code);
	} else if (how.known) {
		frame.exit_code = WEXITSTATUS(how.code);
	}
	track->publish(track->publish_data, &frame);
}

/*
 * A launcher runs the agent proper on its own terminal and leaves reading to it (npm: node runs the
 * native Codex, a second node for Gemini). Whoever reads the terminal is no launcher.
 */
static bool is_launcher(const struct track_session *session)
{
	return !session->read && (session->launched || session->launches);
}

static bool is_launched_by(const struct track_session *child, const struct track_session *above)
{
	return child->process.agent == above->process.agent &&
		child->process.group == above->process.group &&
		(above->process.interpreted || child->read);
}

/* All at once: a user may have many on one terminal. */
static void find_launchers(struct track *track, pid_t leader)
{
	for (int i = 0; i < TRACK_MAX; i++)
		track->sessions[i].launches = false;
	for (int i = 0; i < TRACK_MAX; i++) {
		const struct track_session *child = &track->sessions[i];
		struct track_session *above;

		if (!child->taken || child->process.leader != leader || !child->ancestor)
			continue;
		above = track_find(track, child->ancestor);
		assert(above);
		above->launches |= is_launched_by(child, above);
	}
}

/* Something above it is a session: then it is a helper of that. */
static bool is_helper(struct track *track, const struct track_session *session)
{
	const struct track_session *above = session;

	while ((above = track_find(track, above->ancestor)))
		if (!above->candidate && !is_launcher(above))
			return true;
	return false;
}

static void elect(struct track *track, struct track_session *session, struct moment now)
{
	bool show;

	session->launched |= is_launcher(session);
	show = !session->candidate && (session->used || now.mono_ns >= session->grace_ns) &&
		!is_launcher(session) && !is_helper(track, session);

	if (show == session->shown)
		return;
	session->shown = show;
	if (show)
		publish(track, session, now);
	else
		publish_end(track, session, SESSION_BY_HANDOVER, (struct track_exit){}, now);
}

void track_elect(struct track *track, pid_t leader, struct moment now)
{
	find_launchers(track, leader);
	for (int i = 0; i < TRACK_MAX; i++)
		if (track->sessions[i].taken && track->sessions[i].process.leader == leader)
			elect(track, &track->sessions[i], now);
}

static int64_t wall_ms(struct moment now, uint64_t mono_ns)
{
	return now.wall_ms - ((int64_t)now.mono_ns - (int64_t)mono_ns) / 1000000;
}

/*
 * Its terminal is raw, and it in front. That alone may be the doing of its parent, its pager or a
 * neighbour in a pipeline: it has read keys itself, or it printed after the mode changed under it.
 * Of one that was found running neither can be known.
 */
static bool is_full_screen(const struct track_session *session, const struct terminal *facts,
	enum slot_use use, struct standing standing)
{
	if (facts->mode != TERMINAL_RAW || !standing.foreground)
		return false;
	return session->process.scanned || use == SLOT_READ_RAW ||
		(session->lined && use == SLOT_PRINTED_RAW);
}

/* True where state or kind changed. */
static bool judge(struct track *track, struct track_session *session, const struct terminal *facts,
	struct standing standing, struct moment now)
{
	enum session_state before = session->detect.state;
	uint64_t since_ns = session->detect.since_ns;

	if (!detect_step(&session->detect, &track->config, facts, standing, now.mono_ns))
		return false;
	if (before == SESSION_WORKING && session->detect.state != before)
		session->worked_ms = (int64_t)(session->detect.since_ns - since_ns) / 1000000;
	session->since_ms = wall_ms(now, session->detect.since_ns);
	session->basis = basis_of(facts, now.mono_ns);
	return true;
}

void track_step(struct track *track, struct track_session *session, const struct terminal *facts,
	enum slot_use use, struct standing standing, struct moment now)
{
	bool read = facts->input_ns != 0 || use == SLOT_READ_RAW;
	bool used = use != SLOT_UNUSED, elect_due;
	bool candidate = session->candidate && session->process.candidate &&
		!is_full_screen(session, facts, use, standing);

	session->lined |= facts->mode == TERMINAL_CANONICAL;
	if (standing.stopped)
		session->proof_ns = DETECT_NEVER;
	if (!candidate && judge(track, session, facts, standing, now) && session->shown)
		schedule_want(&session->telling, now.mono_ns);
	if (session->shown && schedule_wake_ns(&session->telling) <= now.mono_ns)
		publish(track, session, now);
	elect_due = used != session->used || read != session->read ||
		candidate != session->candidate ||
		(session->grace_ns && now.mono_ns >= session->grace_ns);
	session->used = used;
	session->read = read;
	session->candidate = candidate;
	if (!elect_due)
		return;
	if (now.mono_ns >= session->grace_ns)
		session->grace_ns = 0;
	track_elect(track, session->process.leader, now);
}

bool track_is_refuted(const struct track_session *session, struct moment now)
{
	return session->candidate && now.mono_ns >= session->proof_ns;
}

void track_arm(
	const struct track *track, const struct track_session *session, struct terminal *facts)
{
	if (!session->candidate) {
		detect_arm(&session->detect, &track->config, facts);
		return;
	}
	facts->wake_on = TERMINAL_WAKE_MODE;
	__atomic_store_n(&facts->armed, facts->armed + 1, __ATOMIC_RELEASE);
}

static void unlink_session(struct track *track, struct track_session *session)
{
	int *at = bucket(track, session->process.pid);

	while (*at != (int)track_index(track, session) + 1)
		at = &track->sessions[*at - 1].next;
	*at = session->next;
	session->taken = false;
	track->count--;
}

void track_remove(struct track *track, struct track_session *session, struct track_exit how,
	struct moment now)
{
	pid_t leader = session->process.leader;

	if (session->shown)
		publish_end(track, session, SESSION_BY_EXIT, how, now);
	for (int i = 0; i < TRACK_MAX; i++)
		if (track->sessions[i].taken && track->sessions[i].ancestor == session->process.pid)
			track->sessions[i].ancestor = session->ancestor;
	unlink_session(track, session);
	track_elect(track, leader, now);
}

uint64_t track_deadline(const struct track *track, const struct track_session *session,
	const struct terminal *facts)
{
	struct schedule next;

	if (session->candidate)
		return session->proof_ns;
	schedule_init(&next);
	schedule_want(&next, detect_deadline(&session->detect, &track->config, facts));
	if (session->shown)
		schedule_want(&next, schedule_wake_ns(&session->telling));
	else if (session->grace_ns)
		schedule_want(&next, session->grace_ns);
	return next.next_ns;
}
