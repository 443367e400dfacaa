/* SPDX-License-Identifier: MIT */
#ifndef AGENT_PROC_TTY_H
#define AGENT_PROC_TTY_H

#include "agent/proc/proc.h"

#include <glib.h>

/*
 * What a terminal is known by. A container may have a devpts of its own: its pts/1 is another one
 * than ours, and the file system tells them apart.
 */
struct tty {
	guint64 instance; /* st_dev of its devpts; 0 where unknown, which equals none */
	int number;       /* -1 for none, or one that is no pts */
};

gboolean tty_equal(const struct tty *a, const struct tty *b);

/* The number in "pts/3" or "/dev/pts/3"; -1 for anything else. */
int tty_parse(const char *name);

/* Whose the terminal of PROCESS is: as seen through what it has open, or else through the leader of
 * its session, whose terminal it shares. 0 where unknown. */
guint64 tty_instance(const struct proc_stat *process);

/* The terminal that PROCESS lives in, and takes its keys from, gives them as they come. Where one
 * may not look into it, as into sudo: the terminal that the leader of its session has open. */
gboolean tty_is_raw(const struct proc_stat *process);

/* Whose a /dev/pts/N is when PID says it. */
guint64 tty_instance_named_by(pid_t pid);

/* The terminals that PID has open, of struct tty. */
GArray *tty_opened(pid_t pid);

/* Whose the one of TTYS, of struct tty, is that has that number; 0 where there are several. */
guint64 tty_only(const GArray *ttys, int number);

/* PID holds the other side of the terminal of that number. */
gboolean tty_is_held(pid_t pid, int number);

#endif
