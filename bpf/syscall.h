/* SPDX-License-Identifier: MIT */
#ifndef BPF_SYSCALL_H
#define BPF_SYSCALL_H

#include "descriptor.h"
#include "watched.h"

#include <bpf/bpf_tracing.h>

/*
 * The syscall way of seeing terminal and stdin I/O, for kernels that refuse fentry. Only entries
 * are hooked: every hook here slows every call of every process. That a call has returned shows at
 * the thread's next one; that a read of the terminal will return bytes shows in the terminal's
 * buffer.
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

#define POLLIN          0x0001
#define EPOLL_CTL_DEL   2
#define POLL_FDS_LOOKED 4 /* stdin is the first or second of any list seen */
#define STDIN           0

struct call {
	struct task_struct *task;
	struct tty_struct *tty;
	__u64 now_ns;
	__u64 a1, a2, a3, a4;
	__u32 tid;
	__u32 size;
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

static __always_inline void call_wait(const struct watch *w, const struct call *c)
{
	watch_used(w, terminal_block(&w->slot->terminal, c->now_ns, c->tid));
}

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
		call_wait(w, c);
	}
}

static __always_inline void call_poll(const struct watch *w, const struct call *c)
{
	struct user_pollfd fds[POLL_FDS_LOOKED] = {};
	__u64 count = c->a2 < POLL_FDS_LOOKED ? c->a2 : POLL_FDS_LOOKED;

	if (c->nr == NR_POLL && (int)c->a3 == 0)
		return;
	if (count == 0 || bpf_probe_read_user(fds, count * sizeof(fds[0]), (void *)c->a1) != 0)
		return;
#pragma unroll
	for (int i = 0; i < POLL_FDS_LOOKED; i++) {
		if ((__u64)i < count && fds[i].fd == STDIN && fds[i].events & POLLIN) {
			call_wait(w, c);
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
		call_wait(w, c);
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
	call_wait(w, c);
}

/* A raw terminal's event loop waits for everything at once: only line mode learns from waiting. */
static __always_inline void call_waits(const struct watch *w, const struct call *c)
{
	switch (c->nr) {
	case NR_READ:
	case NR_READV:
		call_read(w, c);
		break;
	case NR_POLL:
	case NR_PPOLL:
		call_poll(w, c);
		break;
	case NR_SELECT:
	case NR_PSELECT6:
		call_select(w, c);
		break;
	case NR_EPOLL_WAIT:
	case NR_EPOLL_PWAIT:
	case NR_EPOLL_PWAIT2:
		call_epoll_wait(w, c);
		break;
	}
}

static __always_inline bool osc_read(const void *text, __u64 len, struct osc *ret)
{
	unsigned char buf[OSC_LOOKED] = {};

	if (len < 4 || bpf_probe_read_user(buf, 2, text) != 0 || buf[0] != '\033' || buf[1] != ']')
		return false;
	if (len > sizeof(buf))
		len = sizeof(buf);
	if (bpf_probe_read_user(buf, len, text) != 0)
		return false;
	return osc_parse(buf, len, ret);
}

static __always_inline void call_write(const struct watch *w, const struct call *c)
{
	struct terminal *t = &w->slot->terminal;
	struct file *file = descriptor_file(c->task, c->a1);
	struct user_iovec text = {c->a2, c->a3};
	struct osc osc = {};
	bool wake;

	if (!file || !descriptor_is_terminal(file, c->tty))
		return;
	if (c->nr == NR_WRITEV && bpf_probe_read_user(&text, sizeof(text), (void *)c->a2) != 0)
		return;
	terminal_size(t, c->now_ns, c->size);
	wake = terminal_output(t, c->now_ns, text.len, c->tid);
	if (osc_enabled && osc_read((const void *)text.base, text.len, &osc))
		wake |= terminal_declare(t, c->now_ns, &osc);
	watch_used(w, wake);
}

static __always_inline void call_returned(const struct watch *w, const struct call *c)
{
	if (w->slot->reading_tid == c->tid) {
		w->slot->reading_tid = 0;
		watch_input(w, c->now_ns, w->slot->reading_terminal);
	}
	if (terminal_return(&w->slot->terminal, c->now_ns, c->tid))
		event_send(EVENT_WAKE, w->tgid, w->index, 0);
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
	c->size = terminal_window(c->tty);
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
	if (terminal_mode(&w.slot->terminal, c.raw))
		event_send(EVENT_WAKE, w.tgid, w.index, 0);
	call_returned(&w, &c);
	if (nr == NR_WRITE || nr == NR_WRITEV)
		call_write(&w, &c);
	else if (nr == NR_EPOLL_CTL)
		call_epoll_ctl(&w, &c);
	else
		call_waits(&w, &c);
	return 0;
}

static __always_inline bool task_sleeps(struct task_struct *task)
{
	if (bpf_core_field_exists(task->__state))
		return BPF_CORE_READ(task, __state) != 0;
	return BPF_CORE_READ((struct task_struct___old *)task, state) != 0;
}

/*
 * iter/task (5.8; bpf_task_pt_regs 5.15): run by the collector when it begins to watch a process,
 * for the call that process was already blocked in, which no entry will show.
 */
SEC("iter/task")
int look(struct bpf_iter__task *ctx)
{
	struct task_struct *task = ctx->task;
	struct pt_regs *regs;
	struct watch w;
	struct call c;

	if (!task || !watch_find(task->tgid, &w) || w.slot->born < look_from)
		return 0;
	regs = (struct pt_regs *)bpf_task_pt_regs(task);
	call_load(&c, task, regs, BPF_CORE_READ(regs, REGS_NR));
	terminal_mode(&w.slot->terminal, c.raw);
	if (task_sleeps(task))
		call_waits(&w, &c);
	return 0;
}

#endif
