/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_TRACK_H
#define COLLECTOR_TRACK_H

#include "bpf/event.h"
#include "collector/detect.h"
#include "collector/moment.h"
#include "collector/names.h"
#include "collector/schedule.h"
#include "proto/frame.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/*
 * The processes that are watched, and which of them are sessions. Pure: facts and time in, changes
 * out. Several agent processes may share a terminal: a launcher and the program it runs, a session
 * and the helpers it starts. The session is the outermost that is no launcher. A process of a name
 * that other programs have, too, is a candidate until its terminal is full-screen by its doing.
 */
#define TRACK_MAX         1024
#define TRACK_PER_UID_MAX 256 /* so that one user cannot take the room of the others */
#define TRACK_BUCKETS     4096

/* A process that has not used its terminal yet may be a launcher. Launchers started their child
 * within 0.4 s; a silent print mode is a session all the same. */
#define TRACK_GRACE_NS 1000000000ULL

/* A process of a common name that has not proved to be an agent by then is let go: watching it
 * may cost everybody (syscall probe). Agents are full-screen within seconds. */
#define TRACK_PROOF_NS 60000000000ULL

/* A clock that is corrected by less was not set: it goes a little faster or slower (adjtime). */
#define TRACK_STEP_MS 1000

struct track_process {
	pid_t pid;
	uid_t uid;
	pid_t group;
	pid_t leader; /* as in struct process: by number, a terminal is that of a container too */
	unsigned int terminal;
	uint64_t start_ticks;
	int64_t started_ms;
	const struct agent_name *agent;
	bool interpreted;  /* named by the script it runs */
	uint64_t instance; /* of devpts, whose TERMINAL is, as st_dev; 0 where unknown */
	bool candidate;    /* by a common name alone */
	bool scanned;      /* found running */
};

struct track_session {
	bool taken;
	struct track_process process;
	pid_t ancestor; /* the nearest process above it that is tracked and on its terminal, or 0 */
	bool used;      /* it used its terminal or stdin */
	bool read;      /* it read its terminal */
	bool launches;  /* as its children are now */
	bool launched;  /* it was a launcher, and stays one when its child has ended */
	bool candidate; /* no session, nor one to those below it */
	bool lined;     /* its terminal was in line mode since it is tracked */
	bool shown;     /* it is a session, and readers were told */
	uint64_t
		grace_ns; /* shown by then though it did not use its terminal; 0 when that is past */
	uint64_t proof_ns; /* a candidate is let go then; never, where it was stopped before */
	struct detect detect;
	int64_t since_ms;
	int64_t worked_ms;
	struct basis basis;      /* of its state and kind */
	struct schedule telling; /* so that its changes are no flood to readers */
	uint64_t seq;
	int next; /* in its bucket: index + 1, or 0 */
};

struct track_exit {
	bool known;
	int code; /* as wait(2) has it */
};

struct track {
	struct detect_config config;
	/* Tells of a change of SESSION, or of its end when STATE is SESSION_EXITED. */
	void (*publish)(void *data, const struct frame_session *session);
	void *publish_data;
	uint64_t seq;
	struct track_session sessions[TRACK_MAX];
	int buckets[TRACK_BUCKETS]; /* index + 1, or 0 */
	unsigned int count;
	int64_t epoch_ms; /* of the times it has kept, as in struct moment */
};

/* TRACK is all zero: what is not used of it takes no memory. */
void track_init(struct track *track, struct detect_config config,
	void (*publish)(void *data, const struct frame_session *session), void *publish_data);

/* Where the wall clock was set meanwhile, what was kept by it is the same moment as before. First in
 * every round. */
void track_clock(struct track *track, struct moment now);

/* NULL where PID is not tracked. */
struct track_session *track_find(struct track *track, pid_t pid);

unsigned int track_index(const struct track *track, const struct track_session *session);

/* Begins to track PROCESS, which must not be tracked. Its index, -ENOSPC, or -EDQUOT where its user
 * has TRACK_PER_UID_MAX. */
int track_add(struct track *track, const struct track_process *process, struct moment now);

/* ANCESTOR is tracked, or 0. */
void track_set_ancestor(struct track *track, struct track_session *session, pid_t ancestor);

/* Judges the facts of SESSION anew and publishes what changed. */
void track_step(struct track *track, struct track_session *session, const struct terminal *facts,
	enum slot_use use, struct standing standing, struct moment now);

/* SESSION is a candidate still, and is to be removed. */
bool track_is_refuted(const struct track_session *session, struct moment now);

/* As detect_arm; for a candidate, when its terminal may prove it. */
void track_arm(
	const struct track *track, const struct track_session *session, struct terminal *facts);

/* Decides anew which processes on the terminal of LEADER are sessions, and publishes what changed. */
void track_elect(struct track *track, pid_t leader, struct moment now);

/* Ends SESSION; its index may be given to another from now on. */
void track_remove(struct track *track, struct track_session *session, struct track_exit how,
	struct moment now);

/* When SESSION must be looked at though nothing happens, by its newest FACTS; or DETECT_NEVER. */
uint64_t track_deadline(const struct track *track, const struct track_session *session,
	const struct terminal *facts);

/* What readers are told of SESSION. */
void track_frame(const struct track_session *session, struct frame_session *ret);

#endif
