/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_RENAMES_H
#define COLLECTOR_RENAMES_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/*
 * Processes that took a name. One that renames itself without end is looked at now and then, in the
 * end as well, so that it keeps nobody else waiting. Pure.
 */
#define RENAMES_MAX    1024
#define RENAMES_GAP_NS 250000000ULL

struct renames {
	struct rename {
		pid_t pid;
		bool due;
		uint64_t looked_ns;
	} of[RENAMES_MAX];
	unsigned int due;
};

/* PID took a name: whether it is to be looked at now; if not it is due later. */
bool renames_take(struct renames *renames, pid_t pid, uint64_t now_ns);

/* One that is due, and counts as looked at; 0 where none is. When the next is goes to *RET_NS, if it
 * is earlier than that. */
pid_t renames_due(struct renames *renames, uint64_t now_ns, uint64_t *ret_ns);

#endif
