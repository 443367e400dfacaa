/* SPDX-License-Identifier: MIT */
#ifndef AGENT_PLACE_OWNER_H
#define AGENT_PLACE_OWNER_H

#include "agent/place/resolve.h"

/* The end of the way: a process that owns windows. Pure. */

/* FALSE where PROCESS owns none. Else PLACE has its result; its shell must be known before. TITLE is
 * what tmux has set as that of the window, or NULL. */
gboolean owner_settle(const struct resolve_facts *facts, struct place *place,
	const struct proc_stat *process, const char *title);

#endif
