/* SPDX-License-Identifier: MIT */
#ifndef BPF_EVENT_H
#define BPF_EVENT_H

#include "facts.h"
#include "osc.h"

#include <linux/types.h>

/*
 * What passes between the kernel programs and the collector, private to root: records on a ring
 * buffer, and one slot per watched process in an array that the collector maps. Neither has room
 * for text.
 */

enum event_type {
	EVENT_EXEC = 1, /* a process that may be a session, or a watched one, executed a program */
	EVENT_RENAME,   /* a process took a name that may be a session's */
	EVENT_EXIT,     /* the last thread of a watched process ended; code is as wait(2) has it */
	EVENT_JOB,      /* a watched process was sent a signal that stops or continues */
	EVENT_WAKE,     /* the collector asked to be woken for this slot */
	EVENT_INPUT,    /* the terminal of a watched process was touched; rate-limited */
	EVENT_FOLLOW,   /* whether the slot's system calls must be seen (slot.follow) has changed */
};

struct event {
	__u32 type; /* enum event_type */
	__u32 pid;
	__u32 slot; /* EVENT_WAKE, EVENT_INPUT, EVENT_FOLLOW */
	__u32 code; /* EVENT_EXIT */
};

_Static_assert(sizeof(struct event) == 16, "the collector checks the size of what it reads");

#define EVENT_RING_SIZE        (256 * 1024)
#define EVENT_INPUT_MIN_GAP_NS 1000000000ULL

#define SLOT_MAX 1024

/* How a process used its terminal, the most telling so far. */
enum slot_use {
	SLOT_UNUSED,
	SLOT_USED, /* or its stdin */
	SLOT_PRINTED_RAW,
	SLOT_READ_RAW,
};

struct slot {
	struct terminal terminal;

	/* Of the kernel programs alone. */
	struct osc_parser parser;
	__u64 input_sent_ns;
	__u32 use;         /* enum slot_use */
	__u32 reading_tid; /* the thread blocked in a read of stdin or the terminal */
	__u32 reading_terminal;
	__u32 epoll_fd1; /* one more than the epoll descriptor that waits for stdin */
	__u32 polled;    /* stdin is waited for by more than a read of the terminal */
	__u32 instance;  /* of devpts, whose its terminal is, as the kernel has a device; or 0 */
	__u32 follow;    /* and that says something, the terminal being in line mode */

	/* Of the collector alone. */
	__u64 born; /* counts up with each process that begins to be watched */
};

/* What a name in the map of names stands for. */
enum name_kind {
	NAME_AGENT = 1,
	NAME_INTERPRETER, /* may run an agent's script: worth a look at its arguments */
};

#define NAME_LEN       16 /* TASK_COMM_LEN */
#define NAME_MAX_COUNT 2048

#endif
