/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_NAMES_H
#define COLLECTOR_NAMES_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The names of agents that are looked for, and the files and processes called by them. Pure.
 */
#define NAMES_MAX  128
#define NAMES_TEXT 64
#define NAMES_COMM 16 /* TASK_COMM_LEN, with the NUL */

struct agent_name {
	char name[NAMES_TEXT];
	char source[NAMES_TEXT]; /* which icon the desktop shows */

	/* Of the table of known agents. */
	const char *packages;
	const char *process;
	bool common; /* other programs are called so, too */
};

struct names {
	struct agent_name entries[NAMES_MAX];
	size_t count;
};

void names_init_default(struct names *names);

/*
 * Adds NAME[=SOURCE], which is believed without a second proof. A name already there gets the new
 * source, if one is given. 0, -EINVAL for an empty, too long or unprintable name, -ENOSPC.
 */
int names_add(struct names *names, const char *spec);

/* Whose file is called BASE, on its own or in one of the forms it is installed as; or NULL. */
const struct agent_name *names_find_file(const struct names *names, const char *base);

/* Whose process may be called COMM, or NULL. */
const struct agent_name *names_find_comm(const struct names *names, const char *comm);

/*
 * Calls EACH for every comm under which an agent, or an interpreter that may run one, can start,
 * as the kernel's pre-filter. Stops at and returns the first negative value.
 */
int names_each_comm(const struct names *names,
	int (*each)(void *data, const char comm[NAMES_COMM], bool interpreter), void *data);

#endif
