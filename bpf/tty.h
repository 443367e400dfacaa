/* SPDX-License-Identifier: MIT */
#ifndef BPF_TTY_H
#define BPF_TTY_H

#include "syscall.h"
#include "watched.h"

#include <bpf/bpf_tracing.h>

/*
 * The tty way of seeing terminal I/O: in the terminal's line discipline (drivers/tty/n_tty.c), so
 * that only who uses a terminal passes here. Signatures as since 5.12, seen on 6.1 to 7.3.
 */

/* Whether the caller is a watched process, and TTY its own terminal: not one that it emulates. */
static __always_inline bool tty_watched(struct tty_struct *tty, struct watch *ret)
{
	struct task_struct *task;

	if (!watch_find(bpf_get_current_pid_tgid() >> 32, ret))
		return false;
	task = (struct task_struct *)bpf_get_current_task();
	return BPF_CORE_READ(task, signal, tty) == tty;
}

static __always_inline struct look look_at_kernel(
	struct slot *slot, const unsigned char *text, __u64 len)
{
	__u64 head_len = len > OSC_LOOKED ? OSC_LOOKED : len;
	__u64 tail_len = len > CURSOR_TAIL ? CURSOR_TAIL : len;
	struct look_head head = {};
	struct look_tail tail = {};

	if ((!osc_enabled && !cursor_enabled) || bpf_probe_read_kernel(&head, head_len, text) != 0)
		return (struct look){};
	if (cursor_enabled)
		bpf_probe_read_kernel(&tail, tail_len, text + len - tail_len);
	return look_at(slot, &head, head_len, head_len < len, &tail);
}

/* The data is in a buffer of the kernel's, at most a chunk (2 kB) of what was written. */
SEC("fentry/n_tty_write")
int BPF_PROG(on_tty_write, struct tty_struct *tty, struct file *file, const unsigned char *text,
	__u64 len)
{
	__u32 tid = (__u32)bpf_get_current_pid_tgid();
	__u64 now_ns = bpf_ktime_get_ns();
	struct look found;
	struct watch w;

	if (!tty_watched(tty, &w))
		return 0;
	watch_mode(&w, terminal_is_raw(tty));
	watch_return(&w, now_ns, tid);
	found = look_at_kernel(w.slot, text, len);
	watch_output(&w, now_ns, tid, tty, len, &found);
	return 0;
}

/* A write to a stopped terminal (Ctrl-S) lasts until it goes on. */
SEC("fexit/n_tty_write")
int BPF_PROG(on_tty_written, struct tty_struct *tty)
{
	struct watch w;

	if (tty_watched(tty, &w))
		watch_return(&w, bpf_ktime_get_ns(), (__u32)bpf_get_current_pid_tgid());
	return 0;
}

/* OFFSET is not 0 where a read goes on that has returned bytes already. */
SEC("fentry/n_tty_read")
int BPF_PROG(on_tty_read, struct tty_struct *tty, struct file *file, unsigned char *buf, __u64 len,
	void *cookie, unsigned long offset)
{
	__u32 tid = (__u32)bpf_get_current_pid_tgid();
	__u64 now_ns = bpf_ktime_get_ns();
	struct watch w;
	bool raw;

	if (offset || !tty_watched(tty, &w))
		return 0;
	raw = terminal_is_raw(tty);
	watch_mode(&w, raw);
	watch_return(&w, now_ns, tid);
	if (!descriptor_blocks(file) || terminal_has_input(tty, raw))
		return 0;
	w.slot->reading_tid = tid;
	w.slot->reading_terminal = 1;
	watch_block(&w, now_ns, tid);
	return 0;
}

/*
 * A read that a signal broke off is made again, or its thread ends or does something else: each
 * shows by itself. No bytes: the end of input in line mode, a time-out (VTIME) in raw mode. Not
 * run for a read under way when this, or anybody's fexit of the function, is attached.
 */
SEC("fexit/n_tty_read")
int BPF_PROG(on_tty_got, struct tty_struct *tty, struct file *file, unsigned char *buf, __u64 len,
	void *cookie, unsigned long offset, long got)
{
	__u64 now_ns = bpf_ktime_get_ns();
	struct watch w;

	if (!tty_watched(tty, &w))
		return 0;
	w.slot->reading_tid = 0;
	if (got < 0)
		return 0;
	if (got > 0 || !terminal_is_raw(tty))
		watch_input(&w, now_ns, true);
	watch_return(&w, now_ns, (__u32)bpf_get_current_pid_tgid());
	return 0;
}

/* poll, select and EPOLL_CTL_ADD ask here; before it waits, epoll_wait does so only after input. */
SEC("fentry/n_tty_poll")
int BPF_PROG(on_tty_poll, struct tty_struct *tty)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct pt_regs *regs;
	struct watch w;
	struct call c;

	if (!tty_watched(tty, &w))
		return 0;
	regs = (struct pt_regs *)bpf_task_pt_regs(task);
	call_load(&c, task, regs, BPF_CORE_READ(regs, REGS_NR));
	w.slot->polled = 1;
	watch_mode(&w, c.raw);
	watch_return(&w, c.now_ns, c.tid);
	if (c.nr == NR_EPOLL_CTL)
		call_epoll_ctl(&w, &c);
	else
		call_waits(&w, &c);
	return 0;
}

/* A program that leaves raw mode and computes does nothing else that shows it. */
SEC("fentry/n_tty_set_termios")
int BPF_PROG(on_tty_mode, struct tty_struct *tty)
{
	struct watch w;

	if (tty_watched(tty, &w))
		watch_mode(&w, terminal_is_raw(tty));
	return 0;
}

#endif
