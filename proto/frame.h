/* SPDX-License-Identifier: MIT */
#ifndef PROTO_FRAME_H
#define PROTO_FRAME_H

#include "proto/basis.h"
#include "proto/session.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/*
 * One record of the event socket is one frame: one JSON object and a newline, so that
 *     socat -u UNIX-CONNECT:/run/ebpf-ai-monitor/events.sock,type=5 -
 * prints the stream as it is. Sent by the collector only. After connecting: one hello, one session
 * per living session of the reader's uid, one synced; then changes as they come. Readers ignore
 * types and keys they do not know; FRAME_PROTOCOL changes when one is removed or changes meaning.
 *
 * A wait is told at once; what it is for may be told later, by another frame of the same wait. Until
 * then "kind" and "kind_reason" are absent. "kind_reason" without "kind": nothing tells, or it asks
 * no longer. "finished" is only said where the agent declared it, or its cursor proves it.
 */
#define FRAME_PROTOCOL 1
#define FRAME_MAX      1024 /* bytes, the newline included */

#define FRAME_ID_MAX   48
#define FRAME_WORD_MAX 64 /* name, source, tty, version */

enum frame_type {
	FRAME_HELLO,
	FRAME_SESSION,
	FRAME_SYNCED,
	FRAME_INPUT,
};

struct frame_hello {
	unsigned int protocol;
	char version[FRAME_WORD_MAX];
	char probe[FRAME_WORD_MAX]; /* "tty" or "syscall" */
	unsigned int threshold_ms;
};

struct frame_session {
	char id[FRAME_ID_MAX]; /* PID-STARTTIME, unique while the machine runs */
	pid_t pid;
	uid_t uid;
	char name[FRAME_WORD_MAX];   /* of the table of agents: "claude" */
	char source[FRAME_WORD_MAX]; /* its icon: "claude-code" */
	char tty[FRAME_WORD_MAX];    /* "pts/3"; "" where it has none */
	uint64_t tty_dev; /* its devpts, as st_dev: a container may have its own; 0 where unknown */
	enum session_state state;
	enum session_reason reason;
	enum session_kind kind;
	bool kind_known; /* of a wait; KIND_NONE and known: nothing tells what it is for */
	enum session_reason kind_reason; /* what decided the kind, where it is known */
	int64_t since_ms;                /* wall clock as it is set now, of this state */
	int64_t worked_ms;               /* length of the latest stretch of work */
	int64_t started_ms;              /* wall clock, of the process */
	struct basis basis;              /* of state and kind; left out where the frame is full */
	uint64_t seq;                    /* grows with every session frame the collector sends */
	bool has_exit;                   /* only in state exited, and there only where known */
	int exit_code;                   /* where exit_signal is 0 */
	int exit_signal;
	bool exit_core;
};

/* The user touched the terminal of this session. Nothing of what was typed is known. */
struct frame_input {
	char id[FRAME_ID_MAX];
};

struct frame {
	enum frame_type type;
	union {
		struct frame_hello hello;
		struct frame_session session;
		struct frame_input input;
	};
};

/* Writes FRAME to BUF, newline included, not NUL-terminated. Names are escaped; bytes that are no
 * UTF-8 become U+FFFD. The length, or -EMSGSIZE. */
ssize_t frame_encode(const struct frame *frame, char buf[static FRAME_MAX]);

/* Frames of a type we do not know are skipped, not refused. */
enum {
	FRAME_E_UNKNOWN = 1,
};

/* Reads one record of LEN bytes. 0, FRAME_E_UNKNOWN, or -EBADMSG for what is no frame; *RET is
 * written only on 0. Needs jansson, in frame-decode.c: the collector never decodes. */
int frame_decode(const char *buf, size_t len, struct frame *ret);

#endif
