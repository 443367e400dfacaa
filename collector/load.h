/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_LOAD_H
#define COLLECTOR_LOAD_H

#include "bpf/monitor.skel.h"
#include "collector/probe.h"

#include <stdbool.h>

/* Brings the kernel programs into the kernel; for probe.c alone. */

#define LOAD_TTY_PROGRAMS 6

/*
 * What a kernel takes is found by trying, neither its version nor its configuration tells: *WAY is
 * PROBE_AUTO for that, and then the way that was found. OSC and CURSOR: what to look for in outputs.
 * The caller owns *RET. Logs what failed and returns -errno.
 */
int load_programs(bool osc, bool cursor, enum probe_way *way, struct monitor **ret);

/* The programs that only PROBE_TTY loads. */
void load_tty_programs(const struct monitor *skeleton, struct bpf_program *ret[LOAD_TTY_PROGRAMS]);

#endif
