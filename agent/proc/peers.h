/* SPDX-License-Identifier: MIT */
#ifndef AGENT_PROC_PEERS_H
#define AGENT_PROC_PEERS_H

#include <glib.h>
#include <sys/types.h>

/* Which processes are connected to each other by UNIX sockets. */
struct peers;

/* As it is now, for CLIENTS, of struct proc_stat. */
struct peers *peers_new(const GArray *clients);
void peers_free(struct peers *peers);

/* The clients that are connected to PID, of struct proc_stat; NULL where its sockets are not known:
 * in another network namespace, of another user, because it has none, or the kernel does not tell. */
GArray *peers_of(const struct peers *peers, pid_t pid);

/* The path of a socket that PID listens on or has accepted from; NULL for none. */
char *peers_path(const struct peers *peers, pid_t pid);

#endif
