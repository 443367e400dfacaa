/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
#include <stdbool.h>
#include <stddef.h>

#include <linux/bpf.h>
#include <linux/types.h>

#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#include "bpf/descriptor.h"
#include "bpf/kernel.h"
#include "bpf/parser.h"
#include "record.h"

#define RING_SIZE   (4 * 1024 * 1024)
#define THREADS_MAX 4096

#if defined(__TARGET_ARCH_x86) /* arch/x86/entry/syscalls/syscall_64.tbl */
enum {
	NR_READ = 0,
	NR_WRITE = 1,
	NR_READV = 19,
	NR_WRITEV = 20
};
#else /* include/uapi/asm-generic/unistd.h */
enum {
	NR_READ = 63,
	NR_WRITE = 64,
	NR_READV = 65,
	NR_WRITEV = 66
};
#endif

/* The terminal that is recorded, set before loading. */
const volatile __u32 device = 0;

__u64 lost;

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, RING_SIZE);
} records SEC(".maps");

struct part { /* struct iovec */
	__u64 text;
	__u64 len;
};

/* A read or write of the terminal in progress, by thread; of one in parts, the first and last. */
struct call {
	struct part first, last;
	__u64 writes;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, THREADS_MAX);
	__type(key, __u32);
	__type(value, struct call);
} calls SEC(".maps");

static __always_inline bool on_terminal(struct task_struct *task, struct tty_struct *tty)
{
	return tty &&
		DEVICE(BPF_CORE_READ(tty, driver, major),
			BPF_CORE_READ(tty, driver, minor_start) + BPF_CORE_READ(tty, index)) ==
		device;
}

static __always_inline void record_send(const struct record *what)
{
	struct record *r = bpf_ringbuf_reserve(&records, sizeof(*r), 0);

	if (!r) {
		__sync_fetch_and_add(&lost, 1);
		return;
	}
	*r = *what;
	r->at_ns = bpf_ktime_get_ns();
	bpf_ringbuf_submit(r, 0);
}

/* sys_enter (2.6.32): here the arguments are still to be had. */
SEC("tp_btf/sys_enter")
int BPF_PROG(on_sys_enter, struct pt_regs *regs, long nr)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	bool writes = nr == NR_WRITE || nr == NR_WRITEV;
	__u32 tid = (__u32)bpf_get_current_pid_tgid();
	struct call call = {.writes = writes};
	struct tty_struct *tty;
	struct file *file;

	if (!writes && nr != NR_READ && nr != NR_READV)
		return 0;
	tty = BPF_CORE_READ(task, signal, tty);
	if (!on_terminal(task, tty))
		return 0;
	file = descriptor_file(task, BPF_CORE_READ(regs, REGS_ARG1));
	if (!file || !descriptor_is_terminal(file, tty))
		return 0;
	call.first.text = BPF_CORE_READ(regs, REGS_ARG2);
	call.first.len = BPF_CORE_READ(regs, REGS_ARG3);
	call.last = call.first;
	if (nr == NR_WRITEV) {
		const struct part *parts = (const struct part *)call.first.text;

		bpf_probe_read_user(&call.last, sizeof(call.last), &parts[call.first.len - 1]);
		bpf_probe_read_user(&call.first, sizeof(call.first), parts);
	}
	bpf_map_update_elem(&calls, &tid, &call, BPF_ANY);
	return 0;
}

/* Where the terminal's commands stand. */
struct osc_parser parser;

struct commands {
	__u64 text;
	__u32 tid;
};

static void send_osc(__u32 tid)
{
	struct record r = {.kind = RECORD_OSC, .tid = tid, .osc = parser.osc};

	record_send(&r);
}

static long look_step(__u32 at, void *data)
{
	struct commands *c = data;
	unsigned char byte;

	if (bpf_probe_read_user(&byte, 1, (const void *)(c->text + at)) != 0 ||
		(at == 0 && !parser_wants(&parser, byte)))
		return 1;
	if (parser_step(&parser, byte))
		send_osc(c->tid);
	return parser.at == OSC_AT_TEXT;
}

/* As look_commands of bpf/look.h. */
static __always_inline void send_commands(const struct call *call, __u32 tid)
{
	struct commands c = {.text = call->first.text, .tid = tid};
	__u64 len = call->first.len;

	parser_begin(&parser);
	bpf_loop(len < OSC_LOOKED ? len : OSC_LOOKED, look_step, &c, 0);
	if (parser_end(&parser, len > OSC_LOOKED || call->last.text != call->first.text))
		send_osc(tid);
}

/* Where the collector's programs look: in the last bytes, else in the first. */
static __always_inline void send_cursor(const struct call *call, __u32 tid)
{
	struct record r = {.kind = RECORD_CURSOR, .tid = tid};
	unsigned char head[OSC_LOOKED] = {}, tail[CURSOR_TAIL] = {};
	__u64 head_len = call->first.len, tail_len = call->last.len;

	if (head_len > sizeof(head))
		head_len = sizeof(head);
	if (tail_len > sizeof(tail))
		tail_len = sizeof(tail);
	bpf_probe_read_user(
		tail, tail_len, (const void *)(call->last.text + call->last.len - tail_len));
	r.value = cursor_find(tail, sizeof(tail));
	if (!r.value) {
		bpf_probe_read_user(head, head_len, (const void *)call->first.text);
		r.value = cursor_find(head, sizeof(head));
	}
	if (r.value)
		record_send(&r);
}

/* sys_exit (2.6.32): only what a call returns tells whether there was input. */
SEC("tp_btf/sys_exit")
int BPF_PROG(on_sys_exit, struct pt_regs *regs, long ret)
{
	__u32 tid = (__u32)bpf_get_current_pid_tgid();
	struct call *found = bpf_map_lookup_elem(&calls, &tid), call;
	struct record r = {.tid = tid, .value = (__u32)ret};

	if (!found)
		return 0;
	call = *found;
	bpf_map_delete_elem(&calls, &tid);
	if (ret <= 0)
		return 0;
	if (call.writes)
		send_commands(&call, tid);
	r.kind = call.writes ? RECORD_OUT : RECORD_IN;
	record_send(&r);
	if (call.writes)
		send_cursor(&call, tid);
	return 0;
}

/* sched_process_exec (3.4): once the process has its new name. */
SEC("tp_btf/sched_process_exec")
int BPF_PROG(on_exec, struct task_struct *task)
{
	struct record r = {.kind = RECORD_EXEC, .tid = BPF_CORE_READ(task, tgid)};

	if (!on_terminal(task, BPF_CORE_READ(task, signal, tty)))
		return 0;
	BPF_CORE_READ_STR_INTO(&r.name, task, comm);
	record_send(&r);
	return 0;
}

/* sched_process_exit (2.6.28): for every thread. */
SEC("tp_btf/sched_process_exit")
int BPF_PROG(on_exit, struct task_struct *task)
{
	struct record r = {.kind = RECORD_EXIT};

	if (!on_terminal(task, BPF_CORE_READ(task, signal, tty)))
		return 0;
	r.tid = BPF_CORE_READ(task, pid);
	r.value = BPF_CORE_READ(task, exit_code);
	record_send(&r);
	return 0;
}

char LICENSE[] SEC("license") = "Dual MIT/GPL";
