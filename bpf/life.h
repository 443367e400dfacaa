/* SPDX-License-Identifier: MIT */
#ifndef BPF_LIFE_H
#define BPF_LIFE_H

#include "watched.h"

#include <bpf/bpf_tracing.h>

/* Programs that see processes come and go. Always attached: all of these are rare events. */

#define SIGNAL_GROUP_EXIT 0x04 /* include/linux/sched/signal.h */
#define SIGNAL_CONT       18
#define SIGNAL_TTOU       22 /* CONT, STOP, TSTP, TTIN and TTOU are neighbours on x86 and arm */

static __always_inline bool is_python(const char comm[NAME_LEN])
{
	static const char prefix[] = "python3.";

#pragma unroll
	for (unsigned int i = 0; i < sizeof(prefix) - 1; i++)
		if (comm[i] != prefix[i])
			return false;
	return true;
}

/* A name worth telling the collector of. Versions: the native Claude may be named "2.1.37". */
static __always_inline bool name_matches(const char comm[NAME_LEN], bool interpreters)
{
	__u32 *kind = bpf_map_lookup_elem(&names, comm);

	if (kind)
		return interpreters || *kind == NAME_AGENT;
	if (comm[0] >= '0' && comm[0] <= '9')
		return true;
	return interpreters && is_python(comm);
}

/* A program without a terminal has no user to wait for; this keeps daemons and builds out. */
static __always_inline bool has_terminal(struct task_struct *task)
{
	return BPF_CORE_READ(task, signal, tty) != NULL;
}

/*
 * sched_process_exec (3.4): the process has its new name and memory, other threads are gone. A
 * watched process is reported whatever it executes: it may end to be a session.
 */
SEC("tp_btf/sched_process_exec")
int BPF_PROG(on_exec, struct task_struct *task)
{
	char comm[NAME_LEN] = {};
	struct watch w;
	__u32 tgid = BPF_CORE_READ(task, tgid);

	if (!watch_find(tgid, &w)) {
		if (!has_terminal(task))
			return 0;
		BPF_CORE_READ_STR_INTO(&comm, task, comm);
		if (!name_matches(comm, true))
			return 0;
	}
	event_send(EVENT_EXEC, tgid, 0, 0);
	return 0;
}

/*
 * task_rename (3.4): fires before the name changes, for threads too, and within execve, where
 * sched_process_exec follows. Only the leader's name is the name of the process.
 */
SEC("tp_btf/task_rename")
int BPF_PROG(on_rename, struct task_struct *task, const char *name)
{
	char comm[NAME_LEN] = {};
	struct watch w;
	__u32 tgid = BPF_CORE_READ(task, tgid);

	if (BPF_CORE_READ(task, pid) != tgid)
		return 0;
	bpf_probe_read_kernel_str(comm, sizeof(comm), name);
	if (!name_matches(comm, false) || !has_terminal(task) || watch_find(tgid, &w))
		return 0;
	event_send(EVENT_RENAME, tgid, 0, 0);
	return 0;
}

/*
 * sched_process_exit (2.6.28): runs for every thread, after signal->live was lowered. The leader's
 * exit says nothing, other threads may live on; the process has ended when live is 0. Two threads
 * leaving at once can both see 0: the one that removes the watch reports.
 */
SEC("tp_btf/sched_process_exit")
int BPF_PROG(on_exit, struct task_struct *task)
{
	struct signal_struct *signal = BPF_CORE_READ(task, signal);
	__u32 tgid = BPF_CORE_READ(task, tgid), code;
	struct watch w;

	if (BPF_CORE_READ(signal, live.counter) != 0) {
		/* A read that a thread was in has ended with it. */
		if (watch_find(tgid, &w))
			watch_return(&w, bpf_ktime_get_ns(), BPF_CORE_READ(task, pid));
		return 0;
	}
	if (bpf_map_delete_elem(&watched, &tgid) != 0)
		return 0;
	code = BPF_CORE_READ(signal, flags) & SIGNAL_GROUP_EXIT
		? BPF_CORE_READ(signal, group_exit_code)
		: BPF_CORE_READ(task, group_leader, exit_code);
	event_send(EVENT_EXIT, tgid, 0, code);
	return 0;
}

/*
 * signal_generate (2.6.33): the only cheap place to learn that job control is about to stop or
 * continue a process; sched_switch, which sees the stop itself, is too hot. A program may handle
 * the signal, so the collector looks at the process a moment later.
 */
SEC("tp_btf/signal_generate")
int BPF_PROG(on_signal, int sig, void *info, struct task_struct *task)
{
	struct watch w;

	if (sig < SIGNAL_CONT || sig > SIGNAL_TTOU)
		return 0;
	if (watch_find(BPF_CORE_READ(task, tgid), &w))
		event_send(EVENT_JOB, w.tgid, w.index, sig);
	return 0;
}

#endif
