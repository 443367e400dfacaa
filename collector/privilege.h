/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_PRIVILEGE_H
#define COLLECTOR_PRIVILEGE_H

#include <sys/types.h>

/* Whom to become when started as root: the user of the collector's own name, else nobody. The
 * present user where that is not root. */
uid_t privilege_target(gid_t *ret_gid);

/* Gives up the uid, every group and capability, and the right to gain any again. 0 or -errno. */
int privilege_drop(uid_t uid, gid_t gid);

#endif
