/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_NAMES_H
#define COLLECTOR_NAMES_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The table of agents by name, and the decision whether a process is one. Pure.
 */
#define NAMES_MAX     64
#define NAMES_TEXT    64
#define NAMES_COMM    16 /* TASK_COMM_LEN, with the NUL */
#define NAMES_ARG_MAX 32 /* arguments looked at */

struct agent_name {
	char name[NAMES_TEXT];
	char source[NAMES_TEXT]; /* which icon the desktop shows */
};

struct names {
	struct agent_name entries[NAMES_MAX];
	size_t count;
};

struct command {
	const char *comm;
	const char *args; /* as /proc/PID/cmdline has them, each ended by NUL */
	size_t args_len;
};

void names_init_default(struct names *names);

/* Adds NAME[=SOURCE]; a name already there gets the new source. 0, -EINVAL for an empty, too long
 * or unprintable name, -ENOSPC. */
int names_add(struct names *names, const char *spec);

/* The agent COMMAND is, or NULL. *RET_INTERPRETED: by the script that an interpreter runs, so this
 * may be no more than a launcher. Servers and other modes that talk to no user are none. */
const struct agent_name *names_identify(
	const struct names *names, const struct command *command, bool *ret_interpreted);

/*
 * Calls EACH for every comm under which an agent, or an interpreter that may run one, can start,
 * as the kernel's pre-filter. Stops at and returns the first negative value.
 */
int names_each_comm(const struct names *names,
	int (*each)(void *data, const char comm[NAMES_COMM], bool interpreter), void *data);

#endif
