/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_CONFINE_H
#define COLLECTOR_CONFINE_H

/*
 * Keeps the calling process, which has no privileges any more, to what serving takes, for good: a
 * filter of system calls ends it when it opens a file other than by descriptor FOLDER, executes,
 * forks, connects or makes a socket, and refuses it everything else that serving needs not. Where
 * the kernel has Landlock, what is opened by FOLDER is below FOLDER, too. 0, CONFINE_E_UNBOUND where
 * it has none, or -errno.
 */
#define CONFINE_E_UNBOUND 1
int confine(int folder);

#endif
