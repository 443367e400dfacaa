/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_INSPECT_H
#define COLLECTOR_INSPECT_H

#include "collector/identify.h"
#include "collector/process.h"
#include "collector/track.h"

/* What procfs has to be asked about a process before it is watched. */

/* Whether it is an agent. One without a terminal is none. */
struct identity inspect_identity(const struct names *names, const struct process *process);

/* The nearest process above it that is tracked and on its terminal, or 0. */
pid_t inspect_ancestor(struct track *track, const struct process *process);

#endif
