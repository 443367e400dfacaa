/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BASE_WALLCLOCK_H
#define AGENT_BASE_WALLCLOCK_H

#include <glib.h>

/* Tells when the wall clock is set. Nothing polls: the kernel tells. */
struct wallclock;

/* SET is called with by how much it jumped; after a sleep, too: 0 ms then. */
struct wallclock *wallclock_new(void (*set)(gint64 step_ms, gpointer data), gpointer data);
void wallclock_free(struct wallclock *clock);

#endif
