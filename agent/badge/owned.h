/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BADGE_OWNED_H
#define AGENT_BADGE_OWNED_H

#include <glib.h>

/*
 * Which files of the badge directory are ours, written down where the next agent finds it should
 * this one be killed. A file is known by its inode: another writer may have replaced it.
 */
struct owned;

/* Of a file being written: readers take every name that ends in .json. */
#define OWNED_TEMP_SUFFIX ".ebpf-ai-monitor"

/* Removes what an earlier agent has left in DIRECTORY. */
struct owned *owned_new(const char *directory);

/* Removes the record too. */
void owned_free(struct owned *owned);

void owned_add(struct owned *owned, gint64 window, guint64 inode);
void owned_remove(struct owned *owned, gint64 window);

#endif
