/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BASE_CONNECT_H
#define AGENT_BASE_CONNECT_H

/* Connects to the UNIX socket at PATH, by a socket of TYPE with its flags. 0 or -errno. */
int connect_unix(const char *path, int type, int *ret_fd);

#endif
