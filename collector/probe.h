/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_PROBE_H
#define COLLECTOR_PROBE_H

#include "bpf/event.h"
#include "bpf/titles.h"
#include "collector/names.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* The kernel programs, seen from user space. Only probe.c knows the skeleton. */
struct probe;

enum probe_way {
	PROBE_AUTO,
	PROBE_TTY,
	PROBE_SYSCALL,
};

/* 0, or -EINVAL where NAME is none of auto, tty, syscall. */
int probe_way_parse(const char *name, enum probe_way *ret);

struct probe_options {
	enum probe_way way;
	bool osc;    /* look for operating system commands at the beginning of an output */
	bool cursor; /* look whether an output shows or hides the cursor */
	const struct names *names;
};

/* Loads and attaches; needs CAP_BPF and CAP_PERFMON, which may be given up afterwards. Logs what
 * failed and returns -errno. */
int probe_new(const struct probe_options *options, struct probe **ret);
void probe_free(struct probe *probe);

/* The way in use: "tty" or "syscall". */
const char *probe_name(const struct probe *probe);

/* Readable when the kernel has something to tell. */
int probe_fd(const struct probe *probe);

/* Hands records to EACH; where many are left, the descriptor stays readable. 0 or -errno. */
int probe_drain(
	struct probe *probe, void (*each)(void *data, const struct event *event), void *data);

/* Records the kernel had no room for, since the start. */
uint64_t probe_lost(const struct probe *probe);

/* The live facts of slot INDEX, shared with the kernel. */
struct slot *probe_slot(struct probe *probe, unsigned int index);

/* From now on the facts of process PID, which speaks DIALECT, go to slot INDEX, which is cleared. 0
 * or -errno. */
int probe_watch(struct probe *probe, pid_t pid, enum dialect dialect, unsigned int index);
void probe_unwatch(struct probe *probe, pid_t pid, unsigned int index);

/*
 * Looks what the processes watched since the last call were doing before, and, for those that were
 * about to wait, a second time: to be called again at *RET_AGAIN_NS (monotonic; UINT64_MAX: never).
 * 0 or -errno.
 */
int probe_look(struct probe *probe, uint64_t now_ns, uint64_t *ret_again_ns);

#endif
