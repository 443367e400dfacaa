/* SPDX-License-Identifier: MIT */
#ifndef BPF_DESCRIPTOR_H
#define BPF_DESCRIPTOR_H

#include "kernel.h"

#include <bpf/bpf_core_read.h>
#include <stdbool.h>

/* What a descriptor of a task refers to. The number says nothing: agents open the terminal anew. */

#define DEVICE(major, minor) ((__u32)(major) << 20 | (minor))
#define DEVICE_DEV_TTY       DEVICE(5, 0)
#define PTS_MAJOR            136
#define ICANON               0000002 /* asm-generic/termbits-common.h */
#define O_NONBLOCK           00004000
#define S_IFMT               0170000
#define S_IFIFO              0010000
#define S_IFSOCK             0140000

static __always_inline struct file *descriptor_file(struct task_struct *task, unsigned int fd)
{
	struct fdtable *table = BPF_CORE_READ(task, files, fdt);
	struct file *file = NULL;

	if (fd >= BPF_CORE_READ(table, max_fds))
		return NULL;
	bpf_probe_read_kernel(&file, sizeof(file), BPF_CORE_READ(table, fd) + fd);
	return file;
}

/* The file system that tells the pts of one number apart; NULL for another kind of terminal. */
static __always_inline struct super_block *terminal_devpts(struct tty_struct *tty)
{
	struct dentry *dentry = NULL;

	if (tty && BPF_CORE_READ(tty, driver, major) == PTS_MAJOR)
		dentry = BPF_CORE_READ(tty, driver_data);
	return dentry ? BPF_CORE_READ(dentry, d_sb) : NULL;
}

/* Its controlling terminal, opened as such or by name. The emulator's side (ptmx) is another
 * device. */
static __always_inline bool descriptor_is_terminal(struct file *file, struct tty_struct *tty)
{
	__u32 device = BPF_CORE_READ(file, f_inode, i_rdev);
	struct super_block *devpts;

	if (!device || !tty)
		return false;
	if (device == DEVICE_DEV_TTY)
		return true;
	if (device !=
		DEVICE(BPF_CORE_READ(tty, driver, major),
			BPF_CORE_READ(tty, driver, minor_start) + BPF_CORE_READ(tty, index)))
		return false;
	devpts = terminal_devpts(tty);
	return !devpts || devpts == BPF_CORE_READ(file, f_inode, i_sb);
}

static __always_inline bool descriptor_is_stream(struct file *file)
{
	__u32 type = BPF_CORE_READ(file, f_inode, i_mode) & S_IFMT;

	return type == S_IFIFO || type == S_IFSOCK;
}

static __always_inline bool descriptor_blocks(struct file *file)
{
	return !(BPF_CORE_READ(file, f_flags) & O_NONBLOCK);
}

static __always_inline bool terminal_is_raw(struct tty_struct *tty)
{
	return !(BPF_CORE_READ(tty, termios.c_lflag) & ICANON);
}

/* 0 for another kind of terminal. */
static __always_inline __u32 terminal_instance(struct tty_struct *tty)
{
	struct super_block *devpts = terminal_devpts(tty);

	return devpts ? BPF_CORE_READ(devpts, s_dev) : 0;
}

static __always_inline __u32 terminal_window(struct tty_struct *tty)
{
	return (__u32)BPF_CORE_READ(tty, winsize.ws_row) << 16 | BPF_CORE_READ(tty, winsize.ws_col);
}

/* A read would return at once. A whole line counts in canonical mode, any byte in raw mode. */
static __always_inline bool terminal_has_input(struct tty_struct *tty, bool raw)
{
	struct n_tty_data *data = BPF_CORE_READ(tty, disc_data);
	unsigned long head;

	if (!data)
		return false;
	head = raw ? BPF_CORE_READ(data, commit_head) : BPF_CORE_READ(data, canon_head);
	return head != BPF_CORE_READ(data, read_tail);
}

#endif
