/* SPDX-License-Identifier: MIT */
#ifndef STAND_IN_HOST_H
#define STAND_IN_HOST_H

#include "recording.h"

/*
 * A bare terminal: runs ARGV in front on a new pseudo-terminal of its own session, swallows what
 * it paints (or copies it to stdout with SHOW), and types what comes on stdin or, with KEYS,
 * what the recording typed. Says "PID TTY" on stdout first. The child's exit code, 128 + signal
 * where one ended it, or -errno. A hang-up of stdin types nothing more and ends nothing.
 */
int host_run(char *const argv[], const struct recording *keys, bool show);

#endif
