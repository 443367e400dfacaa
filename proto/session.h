/* SPDX-License-Identifier: MIT */
#ifndef PROTO_SESSION_H
#define PROTO_SESSION_H

/*
 * The words of the protocol for what a session does. The order is internal; on the wire they are
 * the names below.
 */
enum session_state {
	SESSION_UNKNOWN, /* found running, no evidence yet */
	SESSION_WORKING,
	SESSION_WAITING, /* for its user */
	SESSION_STOPPED, /* by job control, or no longer in the foreground of its terminal */
	SESSION_EXITED,
	_SESSION_STATE_MAX,
};

/* Which evidence decided the state. */
enum session_reason {
	SESSION_BY_SCAN,     /* "scan": it was running when the collector started */
	SESSION_BY_START,    /* "started" */
	SESSION_BY_DECLARED, /* "declared": OSC 7501 */
	SESSION_BY_TITLE,    /* "title": first character of the terminal title */
	SESSION_BY_PROGRESS, /* "progress": OSC 9;4 */
	SESSION_BY_CURSOR,   /* "cursor": it hides the terminal's cursor, or shows it */
	SESSION_BY_CADENCE,  /* "cadence": how often it paints */
	SESSION_BY_QUIET,    /* "quiet": it paints nothing */
	SESSION_BY_BLINKING, /* "blinking": it paints as a prompt does that blinks */
	SESSION_BY_STDIN,    /* "stdin": blocked in, or back from, a read of its standard input */
	SESSION_BY_JOB,      /* "job": job control stopped or continued it */
	SESSION_BY_EXIT,     /* "exit" */
	SESSION_BY_HANDOVER, /* "handover": only a launcher, its child is the session */
	SESSION_BY_STATUS_FILE, /* "status-file": what the program writes of itself; never sent by the
				   collector, which reads no file of a user's */
	_SESSION_REASON_MAX,
};

/* What kind of waiting it is. */
enum session_kind {
	SESSION_KIND_NONE, /* not waiting, not known yet, or nothing tells */
	SESSION_KIND_FINISHED,
	SESSION_KIND_ATTENTION, /* approval or a question */
	SESSION_KIND_INPUT,     /* a line-mode program reads its input */
	_SESSION_KIND_MAX,
};

/* The name on the wire; "" for SESSION_KIND_NONE. Static storage. */
const char *session_state_name(enum session_state state);
const char *session_reason_name(enum session_reason reason);
const char *session_kind_name(enum session_kind kind);

/* 0 and the value, or -EINVAL where no value has that name. */
int session_state_parse(const char *name, enum session_state *ret);
int session_reason_parse(const char *name, enum session_reason *ret);
int session_kind_parse(const char *name, enum session_kind *ret);

#endif
