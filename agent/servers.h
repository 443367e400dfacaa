/* SPDX-License-Identifier: MIT */
#ifndef AGENT_SERVERS_H
#define AGENT_SERVERS_H

#include <glib.h>
#include <sys/types.h>

/* The tmux servers that sessions live in, and what they last said. None delays another. */

struct servers;

/* ANSWERED is called after each answer, or where there was none after a while. */
struct servers *servers_new(void (*answered)(gpointer data), gpointer data);
void servers_free(struct servers *servers);

/* Begins a new look: each server wanted from now on is asked once. */
void servers_begin(struct servers *servers);

/* Asks the server PID lives in, if any, and then those its clients live in. */
void servers_want(struct servers *servers, pid_t pid);

/* No answer is awaited. */
gboolean servers_are_settled(const struct servers *servers);

/* Forgets those that the last look did not want. */
void servers_drop_unused(struct servers *servers);

/* Of struct resolve_server. */
GPtrArray *servers_list(const struct servers *servers);

#endif
