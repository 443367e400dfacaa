/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_PROCESS_H
#define COLLECTOR_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define PROCESS_ARGS_MAX 4096
#define PROCESS_COMM     16

struct process {
	pid_t pid;
	pid_t parent;
	pid_t group;
	pid_t leader;          /* of its session, which has its terminal to itself */
	pid_t terminal_group;  /* the foreground group of its terminal, or -1 */
	unsigned int terminal; /* device number as in /proc/PID/stat, or 0 */
	uint64_t start_ticks;  /* since boot; with the pid, its identity */
	unsigned int threads;
	char state; /* of its first thread: 'R', 'S', 'T' ... */
	char comm[PROCESS_COMM];
};

/* /proc, opened at the first call; everything below is read by this descriptor. Or -errno. */
int process_folder(void);

/* Reads the text of /proc/PID/stat. 0 or -EBADMSG. */
int process_parse(const char *stat, struct process *ret);

/* Some thread of it lives: the first one may be a zombie and the others go on. */
bool process_lives(const struct process *process);

/* 0, or -errno: -ESRCH where there is no such process (any more). World-readable files only. */
int process_read(pid_t pid, struct process *ret);

/* Its real user. */
int process_read_uid(pid_t pid, uid_t *ret);

/* Its arguments, each ended by NUL, at most SIZE bytes of them. The length, or -errno. */
ssize_t process_read_args(pid_t pid, char *buf, size_t size);

/* Calls EACH for every process there is. Stops at and returns the first negative value. */
int process_each(int (*each)(void *data, pid_t pid), void *data);

/* What st_dev is for a device number as the kernel has it within. */
uint64_t process_device(uint32_t number);

/* "pts/3", "tty1"; "" for 0. */
void process_terminal_name(unsigned int terminal, char *buf, size_t size);

/* When it started, in ms of the wall clock. */
int64_t process_started_ms(uint64_t start_ticks);

#endif
