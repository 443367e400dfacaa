/* SPDX-License-Identifier: MIT */
#ifndef AGENT_REMOTE_SSH_H
#define AGENT_REMOTE_SSH_H

#include <glib.h>
#include <sys/types.h>

/* The ssh by which its user sees another machine. */

/* Where the command line of an ssh leads to, as it is written there; NULL for nowhere. Points into
 * ARGV. Pure. */
const char *ssh_destination(char **argv);

/* The one of this user that leads to HOST from a terminal, and that terminal, "pts/3", for the caller
 * to free. 0 where there is none, or on several terminals. */
pid_t ssh_find(const char *host, char **ret_tty);

#endif
