/* SPDX-License-Identifier: MIT */
#ifndef BPF_KERNEL_H
#define BPF_KERNEL_H

/*
 * The few kernel fields that are read, by hand and relocated at load (CO-RE): a vmlinux.h would be
 * one kernel's, and a Nix build sandbox has none to make it from.
 */
#include <linux/types.h>

#define KERNEL_TYPE __attribute__((preserve_access_index))

#define COMM_LEN 16

typedef struct {
	int counter;
} atomic_t;

struct list_head {
	struct list_head *next;
} KERNEL_TYPE;

struct wait_queue_head {
	struct list_head head;
} KERNEL_TYPE;

struct wait_queue_entry {
	void *private;
	struct list_head entry;
} KERNEL_TYPE;

struct tty_driver {
	int major;
	int minor_start;
} KERNEL_TYPE;

struct ktermios {
	__u32 c_lflag;
} KERNEL_TYPE;

struct winsize {
	unsigned short ws_row, ws_col;
} KERNEL_TYPE;

struct super_block {
	__u32 s_dev;
} KERNEL_TYPE;

struct dentry {
	struct super_block *d_sb;
} KERNEL_TYPE;

struct tty_struct {
	struct tty_driver *driver;
	int index;
	struct ktermios termios;
	struct winsize winsize;
	struct wait_queue_head read_wait;
	void *disc_data;
	void *driver_data; /* of a pts: its struct dentry */
} KERNEL_TYPE;

/* Private to drivers/tty/n_tty.c, but in the kernel's BTF; these names since 4.0. */
struct n_tty_data {
	unsigned long commit_head;
	unsigned long canon_head;
	unsigned long read_tail;
} KERNEL_TYPE;

struct inode {
	unsigned short i_mode;
	__u32 i_rdev;
	struct super_block *i_sb;
} KERNEL_TYPE;

struct file {
	struct inode *f_inode;
	unsigned int f_flags;
	void *private_data;
} KERNEL_TYPE;

struct pipe_inode_info {
	struct wait_queue_head rd_wait;
} KERNEL_TYPE;

struct socket_wq {
	struct wait_queue_head wait;
} KERNEL_TYPE;

struct socket {
	struct socket_wq wq;
} KERNEL_TYPE;

/* Private to fs/select.c. */
struct poll_wqueues {
	struct task_struct *polling_task;
} KERNEL_TYPE;

struct poll_table_entry {
	struct file *filp;
	unsigned int key;
	struct wait_queue_entry wait;
} KERNEL_TYPE;

/* Private to fs/eventpoll.c. */
struct epoll_event {
	__u32 events;
} KERNEL_TYPE;

struct epitem {
	struct eventpoll *ep;
	struct epoll_event event;
} KERNEL_TYPE;

struct eppoll_entry {
	struct epitem *base;
	struct wait_queue_entry wait;
} KERNEL_TYPE;

struct fdtable {
	unsigned int max_fds;
	struct file **fd;
} KERNEL_TYPE;

struct files_struct {
	struct fdtable *fdt;
} KERNEL_TYPE;

struct signal_struct {
	atomic_t live;
	unsigned int flags;
	int group_exit_code;
	struct tty_struct *tty;
} KERNEL_TYPE;

struct task_struct {
	int pid;
	int tgid;
	int exit_code;
	unsigned int __state;
	char comm[COMM_LEN];
	struct task_struct *group_leader;
	struct signal_struct *signal;
	struct files_struct *files;
} KERNEL_TYPE;

/* What an iterator is given, which is for programs. */
struct bpf_iter__task {
	struct bpf_iter_meta *meta;
	struct task_struct *task;
};

#if defined(__TARGET_ARCH_x86)
struct pt_regs {
	unsigned long di, si, dx, r10, orig_ax;
} KERNEL_TYPE;
#define REGS_NR   orig_ax
#define REGS_ARG1 di
#define REGS_ARG2 si
#define REGS_ARG3 dx
#define REGS_ARG4 r10
#elif defined(__TARGET_ARCH_arm64)
struct pt_regs {
	__u64 regs[31];
	__u64 orig_x0;
	int syscallno;
} KERNEL_TYPE;
#define REGS_NR   syscallno
#define REGS_ARG1 orig_x0
#define REGS_ARG2 regs[1]
#define REGS_ARG3 regs[2]
#define REGS_ARG4 regs[3]
#else
#error "system call arguments are not known for this architecture"
#endif

#endif
