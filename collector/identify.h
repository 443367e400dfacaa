/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_IDENTIFY_H
#define COLLECTOR_IDENTIFY_H

#include "collector/names.h"

/* Whether a process is an agent, and which. Pure. */

struct command {
	const char *comm;
	const char *args; /* as /proc/PID/cmdline has them, each ended by NUL */
	size_t args_len;
};

struct identity {
	const struct agent_name *agent; /* NULL: none */
	bool interpreted; /* by the script that an interpreter runs: maybe no more than a launcher */
	bool candidate;   /* by a common name alone: its terminal has to prove it */
};

/* What COMMAND is. Servers and other modes that talk to no user are no agents. */
void identify(const struct names *names, const struct command *command, struct identity *ret);

#endif
