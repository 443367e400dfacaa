/* SPDX-License-Identifier: MIT */
#ifndef BPF_QUEUE_H
#define BPF_QUEUE_H

#include "descriptor.h"
#include "kernel.h"

#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

/*
 * Who waits for input already, as the wait queue of what is waited for has it: poll and select
 * join it for the length of a call (fs/select.c), an epoll instance from EPOLL_CTL_ADD on
 * (fs/eventpoll.c). No lock is taken: who leaves meanwhile may lead astray, to where nothing
 * matches.
 *
 * Each kind of structure named costs a start 1 ms, in which libbpf looks for it among the kernel's:
 * so every entry is read as one of a poll until it is known.
 */
#define POLLIN             0x0001
#define QUEUE_LOOKED       32
#define DESCRIPTORS_LOOKED 256

struct queue_search {
	struct task_struct *task;
	struct file *input;          /* its stdin */
	struct list_head *head, *at; /* of the queue that is looked at */
	struct eventpoll *instance;
	__u32 epoll_fd1; /* one more than the descriptor of an instance of the task's process */
	bool polls;      /* the task is in a poll or select for stdin */
};

static long queue_try_descriptor(__u32 fd, void *data)
{
	struct queue_search *s = data;
	struct file *file = descriptor_file(s->task, fd);

	if (!file || BPF_CORE_READ(file, private_data) != s->instance)
		return 0;
	s->epoll_fd1 = fd + 1;
	return 1;
}

/* Descriptors are the process': its leader is enough. */
static __always_inline void queue_note_epoll(struct queue_search *s)
{
	struct eppoll_entry *entry =
		(void *)s->at - bpf_core_field_offset(struct eppoll_entry, wait.entry);
	struct epitem *item = BPF_CORE_READ(entry, base);
	struct task_struct *task = s->task;

	s->instance = BPF_CORE_READ(item, ep);
	if (s->instance && BPF_CORE_READ(item, event.events) & POLLIN &&
		BPF_CORE_READ(task, group_leader) == task)
		bpf_loop(DESCRIPTORS_LOOKED, queue_try_descriptor, s, 0);
}

/* WAITS is the task itself where that is blocked in a read: no task is what it names there. */
static __always_inline void queue_note_poll(
	struct queue_search *s, struct poll_table_entry *entry, struct poll_wqueues *waits)
{
	if (BPF_CORE_READ(waits, polling_task) == s->task &&
		BPF_CORE_READ(entry, filp) == s->input && BPF_CORE_READ(entry, key) & POLLIN)
		s->polls = true;
}

static __always_inline struct poll_table_entry *queue_entry(struct list_head *at)
{
	return (void *)at - bpf_core_field_offset(struct poll_table_entry, wait.entry);
}

/* What a step may do at all it may do as the first: kernels before 6.7 verify no other. */
static long queue_step(__u32 at, void *data)
{
	struct queue_search *s = data;
	struct poll_table_entry *entry = queue_entry(s->at);
	struct poll_wqueues *waits;

	s->at = BPF_CORE_READ(entry, wait.entry.next);
	if (!s->at || s->at == s->head)
		return 1;
	entry = queue_entry(s->at);
	waits = BPF_CORE_READ(entry, wait.private);
	if (waits)
		queue_note_poll(s, entry, waits);
	else
		queue_note_epoll(s);
	return 0;
}

static __always_inline void queue_look(struct queue_search *s, struct list_head *head)
{
	s->at = s->head = head;
	bpf_loop(QUEUE_LOOKED, queue_step, s, 0);
}

/* Of one that descriptor_is_stream. */
static __always_inline struct list_head *queue_of_stream(struct file *file)
{
	void *stream = BPF_CORE_READ(file, private_data);

	if ((BPF_CORE_READ(file, f_inode, i_mode) & S_IFMT) == S_IFIFO)
		return &((struct pipe_inode_info *)stream)->rd_wait.head;
	return &((struct socket *)stream)->wq.wait.head;
}

#endif
