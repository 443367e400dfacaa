/* SPDX-License-Identifier: MIT */
#ifndef TESTS_RECORD_H
#define TESTS_RECORD_H

#include "bpf/cursor.h"
#include "bpf/osc.h"

#include <linux/types.h>

/* What happened on the recorded terminal: no record has room for what was typed or shown. */
enum record_kind {
	RECORD_OUT,
	RECORD_OSC,
	RECORD_CURSOR,
	RECORD_IN,
	RECORD_EXEC,
	RECORD_EXIT,
};

#define RECORD_NAME_LEN 16

struct record {
	__u64 at_ns; /* CLOCK_MONOTONIC */
	__u32 kind;  /* enum record_kind */
	__u32 tid;
	__u32 value; /* bytes, or enum terminal_cursor; of an exit, the code as wait(2) has it */
	__u32 pad;
	struct osc osc;
	char name[RECORD_NAME_LEN]; /* of the process, RECORD_EXEC */
};

_Static_assert(sizeof(struct record) == 64, "no padding, or kernel memory would leak");

#endif
