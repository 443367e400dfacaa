/* SPDX-License-Identifier: MIT */
#ifndef BPF_SYSCALL_H
#define BPF_SYSCALL_H

#include "queue.h"
#include "watched.h"

#include <bpf/bpf_tracing.h>

/*
 * What system calls show of terminal and stdin I/O: all of it for kernels that refuse fentry; else
 * how stdin is waited for other than by a read of the terminal. Only entries are hooked: every hook
 * here slows every call of every process. That a call has returned shows at the thread's next one;
 * that a read of the terminal will return bytes shows in the terminal's buffer.
 */

#if defined(__TARGET_ARCH_x86) /* arch/x86/entry/syscalls/syscall_64.tbl */
enum {
	NR_READ = 0,
	NR_WRITE = 1,
	NR_POLL = 7,
	NR_READV = 19,
	NR_WRITEV = 20,
	NR_SELECT = 23,
	NR_EPOLL_WAIT = 232,
	NR_EPOLL_CTL = 233,
	NR_PSELECT6 = 270,
	NR_PPOLL = 271,
	NR_EPOLL_PWAIT = 281,
	NR_EPOLL_PWAIT2 = 441,
};
#else /* include/uapi/asm-generic/unistd.h; the calls of old it leaves out never match */
enum {
	NR_POLL = -2,
	NR_SELECT = -3,
	NR_EPOLL_WAIT = -4,
	NR_EPOLL_CTL = 21,
	NR_EPOLL_PWAIT = 22,
	NR_READ = 63,
	NR_WRITE = 64,
	NR_READV = 65,
	NR_WRITEV = 66,
	NR_PSELECT6 = 72,
	NR_PPOLL = 73,
	NR_EPOLL_PWAIT2 = 441,
};
#endif

#define EPOLL_CTL_DEL   2
#define POLL_FDS_LOOKED 4 /* stdin is the first or second of any list seen */
#define STDIN           0

struct call {
	struct task_struct *task;
	struct tty_struct *tty;
	__u64 now_ns;
	__u64 a1, a2, a3, a4;
	__u32 tid;
	int nr;
	bool raw;
};

struct user_iovec {
	__u64 base, len;
};

struct user_pollfd {
	int fd;
	short events, revents;
};

static __always_inline void call_read(const struct watch *w, const struct call *c)
{
	struct file *file = descriptor_file(c->task, c->a1);
	bool terminal;

	if (!file)
		return;
	terminal = descriptor_is_terminal(file, c->tty);
	if (!terminal && (c->a1 != STDIN || !descriptor_is_stream(file)))
		return;
	if (terminal && terminal_has_input(c->tty, c->raw)) {
		watch_input(w, c->now_ns, true);
		return;
	}
	if (descriptor_blocks(file)) {
		w->slot->reading_tid = c->tid;
		w->slot->reading_terminal = terminal;
		watch_block(w, c->now_ns, c->tid);
	}
}

static __always_inline void call_poll(const struct watch *w, const struct call *c)
{
	const struct user_pollfd *fds = (const struct user_pollfd *)c->a1;

	if (c->nr == NR_POLL && (int)c->a3 == 0)
		return;
#pragma unroll
	for (unsigned int i = 0; i < POLL_FDS_LOOKED; i++) {
		struct user_pollfd fd = {};

		if (i >= c->a2 || bpf_probe_read_user(&fd, sizeof(fd), &fds[i]) != 0)
			return;
		if (fd.fd == STDIN && fd.events & POLLIN) {
			watch_block(w, c->now_ns, c->tid);
			return;
		}
	}
}

static __always_inline void call_select(const struct watch *w, const struct call *c)
{
	__u64 first = 0;

	if (c->a1 == 0 || bpf_probe_read_user(&first, sizeof(first), (void *)c->a2) != 0)
		return;
	if (first & 1ULL << STDIN)
		watch_block(w, c->now_ns, c->tid);
}

/* Remembers which epoll instance was told to wait for stdin, or for the terminal opened anew. */
static __always_inline void call_epoll_ctl(const struct watch *w, const struct call *c)
{
	struct file *file = descriptor_file(c->task, c->a3);
	__u32 events = 0;

	if (c->a3 != STDIN && (!file || !descriptor_is_terminal(file, c->tty)))
		return;
	if (c->a2 != EPOLL_CTL_DEL)
		bpf_probe_read_user(&events, sizeof(events), (void *)c->a4);
	if (events & POLLIN)
		w->slot->epoll_fd1 = c->a1 + 1;
	else if (w->slot->epoll_fd1 == c->a1 + 1)
		w->slot->epoll_fd1 = 0;
}

static __always_inline void call_epoll_wait(const struct watch *w, const struct call *c)
{
	if (w->slot->epoll_fd1 != (__u32)c->a1 + 1)
		return;
	if (c->nr != NR_EPOLL_PWAIT2 && (int)c->a4 == 0)
		return;
	watch_block(w, c->now_ns, c->tid);
}

/* The waits that tell without a look into the caller's memory. */
static __always_inline void call_waits_plainly(const struct watch *w, const struct call *c)
{
	switch (c->nr) {
	case NR_READ:
	case NR_READV:
		call_read(w, c);
		break;
	case NR_EPOLL_WAIT:
	case NR_EPOLL_PWAIT:
	case NR_EPOLL_PWAIT2:
		call_epoll_wait(w, c);
		break;
	}
}

static __always_inline void call_waits(const struct watch *w, const struct call *c)
{
	switch (c->nr) {
	case NR_POLL:
	case NR_PPOLL:
		call_poll(w, c);
		break;
	case NR_SELECT:
	case NR_PSELECT6:
		call_select(w, c);
		break;
	default:
		call_waits_plainly(w, c);
	}
}

/* LAST is what is written last, FIRST itself or not. */
static __always_inline struct look look_at_user(
	struct slot *slot, const struct user_iovec *first, const struct user_iovec *last)
{
	__u64 len = first->len > OSC_LOOKED ? OSC_LOOKED : first->len;
	__u64 tail_len = last->len > CURSOR_TAIL ? CURSOR_TAIL : last->len;
	struct look_head head = {};
	struct look_tail tail = {};

	if ((!osc_enabled && !cursor_enabled) ||
		bpf_probe_read_user(&head, len, (const void *)first->base) != 0)
		return (struct look){};
	if (cursor_enabled)
		bpf_probe_read_user(
			&tail, tail_len, (const void *)(last->base + last->len - tail_len));
	return look_at(slot, &head, len, len < first->len || last->base != first->base, &tail);
}

static __always_inline void call_write(const struct watch *w, const struct call *c)
{
	struct file *file = descriptor_file(c->task, c->a1);
	struct user_iovec text = {c->a2, c->a3}, last;
	const struct user_iovec *list = (const struct user_iovec *)c->a2;
	struct look found;

	if (!file || !descriptor_is_terminal(file, c->tty))
		return;
	if (c->nr == NR_WRITEV && bpf_probe_read_user(&text, sizeof(text), list) != 0)
		return;
	last = text;
	if (c->nr == NR_WRITEV && c->a3 > 1)
		bpf_probe_read_user(&last, sizeof(last), &list[c->a3 - 1]);
	found = look_at_user(w->slot, &text, &last);
	watch_output(w, c->now_ns, c->tid, c->tty, text.len, &found);
}

static __always_inline void call_load(
	struct call *c, struct task_struct *task, struct pt_regs *regs, int nr)
{
	*c = (struct call){
		.task = task,
		.tty = BPF_CORE_READ(task, signal, tty),
		.now_ns = bpf_ktime_get_ns(),
		.tid = BPF_CORE_READ(task, pid),
		.nr = nr,
	};
	c->a1 = BPF_CORE_READ(regs, REGS_ARG1);
	c->a2 = BPF_CORE_READ(regs, REGS_ARG2);
	c->a3 = BPF_CORE_READ(regs, REGS_ARG3);
	c->a4 = BPF_CORE_READ(regs, REGS_ARG4);
	c->raw = terminal_is_raw(c->tty);
}

/*
 * sys_enter (2.6.32): every system call of every process while it is attached, which is only while
 * something is watched.
 */
SEC("tp_btf/sys_enter")
int BPF_PROG(on_sys_enter, struct pt_regs *regs, long nr)
{
	__u64 id = bpf_get_current_pid_tgid();
	struct watch w;
	struct call c;

	if (!watch_find(id >> 32, &w))
		return 0;
	call_load(&c, (struct task_struct *)bpf_get_current_task(), regs, nr);
	watch_mode(&w, c.raw);
	watch_return(&w, c.now_ns, c.tid);
	if (nr == NR_WRITE || nr == NR_WRITEV) {
		if (!on_tty)
			call_write(&w, &c);
	} else if (nr == NR_EPOLL_CTL) {
		call_epoll_ctl(&w, &c);
	} else {
		call_waits(&w, &c);
	}
	return 0;
}

/*
 * Whether the task is in a poll or select for stdin; an epoll instance is remembered. In line mode
 * only: by waiting, a raw terminal would be told of as used before anything was seen of it.
 */
static __always_inline bool look_at_queues(
	const struct watch *w, const struct call *c, struct file *input, bool stream)
{
	struct queue_search s = {.task = c->task, .input = input};
	struct tty_struct *tty = c->tty;

	if (c->raw)
		return false;
	queue_look(&s, &tty->read_wait.head);
	if (stream)
		queue_look(&s, queue_of_stream(input));
	if (!w->slot->epoll_fd1)
		w->slot->epoll_fd1 = s.epoll_fd1;
	if (s.polls || s.epoll_fd1)
		w->slot->polled = 1;
	return s.polls;
}

/*
 * iter/task (5.8; bpf_task_pt_regs 5.15): run by the collector when it begins to watch a process,
 * for the call that process was already blocked in, which no entry will show. It runs in the
 * collector, whose memory is not the process': what a poll waits for shows in the wait queues.
 */
SEC("iter/task")
int look(struct bpf_iter__task *ctx)
{
	struct task_struct *task = ctx->task;
	struct pt_regs *regs;
	struct file *input;
	bool stream, polls;
	struct watch w;
	struct call c;

	if (!task || !watch_find(task->tgid, &w) || w.slot->born < look_from)
		return 0;
	regs = (struct pt_regs *)bpf_task_pt_regs(task);
	call_load(&c, task, regs, BPF_CORE_READ(regs, REGS_NR));
	input = descriptor_file(task, STDIN);
	stream = input && descriptor_is_stream(input);
	if (stream)
		w.slot->polled = 1;
	polls = look_at_queues(&w, &c, input, stream);
	w.slot->instance = terminal_instance(BPF_CORE_READ(task, signal, tty));
	watch_mode(&w, c.raw);
	if (polls)
		watch_block(&w, c.now_ns, c.tid);
	else if (BPF_CORE_READ(task, __state) != 0)
		call_waits_plainly(&w, &c);
	return 0;
}

#endif
