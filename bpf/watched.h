/* SPDX-License-Identifier: MIT */
#ifndef BPF_WATCHED_H
#define BPF_WATCHED_H

#include "declare.h"
#include "descriptor.h"
#include "event.h"
#include "kernel.h"
#include "look.h"

#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

/* Which processes are watched, where their facts go, and the way to the collector. */

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, SLOT_MAX);
	__type(key, __u32);   /* process id (tgid) */
	__type(value, __u32); /* index into slots */
} watched SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, SLOT_MAX);
	__type(key, __u32);
	__type(value, struct slot);
} slots SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, NAME_MAX_COUNT);
	__type(key, char[NAME_LEN]);
	__type(value, __u32); /* enum name_kind */
} names SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, EVENT_RING_SIZE);
} events SEC(".maps");

__u64 look_from; /* the iterator looks at processes born since then; set by the collector */
__u64 lost;      /* records that found no room */

struct watch {
	struct slot *slot;
	__u32 index;
	__u32 tgid;
};

static __always_inline bool watch_find(__u32 tgid, struct watch *ret)
{
	__u32 *index = bpf_map_lookup_elem(&watched, &tgid);

	if (!index)
		return false;
	ret->index = *index;
	ret->tgid = tgid;
	ret->slot = bpf_map_lookup_elem(&slots, &ret->index);
	return ret->slot != NULL;
}

static __always_inline void event_send(__u32 type, __u32 pid, __u32 slot, __u32 code)
{
	struct event *e = bpf_ringbuf_reserve(&events, sizeof(*e), 0);

	if (!e) {
		__sync_fetch_and_add(&lost, 1);
		return;
	}
	*e = (struct event){.type = type, .pid = pid, .slot = slot, .code = code};
	bpf_ringbuf_submit(e, 0);
}

/* The first of each use always wakes: a launcher never uses its terminal, its session does. */
static __always_inline void watch_used(const struct watch *w, __u32 use, bool wake)
{
	if (w->slot->use < use)
		w->slot->use = use;
	else if (!wake)
		return;
	event_send(EVENT_WAKE, w->tgid, w->index, 0);
}

static __always_inline __u32 watch_use(const struct watch *w, __u32 raw)
{
	return w->slot->terminal.mode == TERMINAL_RAW ? raw : SLOT_USED;
}

/* Terminal I/O is seen where it happens (tty.h), system calls only where that is not enough. */
const volatile _Bool on_tty;

/*
 * The mode of the terminal, as seen with any other fact. A raw terminal's event loop waits for
 * everything at once, so that only line mode learns from how stdin is waited for.
 */
static __always_inline void watch_mode(const struct watch *w, bool raw)
{
	bool follow = !on_tty || (w->slot->polled && !raw);

	if (terminal_mode(&w->slot->terminal, raw))
		event_send(EVENT_WAKE, w->tgid, w->index, 0);
	if (w->slot->follow == follow)
		return;
	w->slot->follow = follow;
	event_send(EVENT_FOLLOW, w->tgid, w->index, 0);
}

/* Thread TID is about to wait for stdin. */
static __always_inline void watch_block(const struct watch *w, __u64 now_ns, __u32 tid)
{
	watch_used(w, SLOT_USED, terminal_block(&w->slot->terminal, now_ns, tid));
}

/* Thread TID begins to write LEN bytes; FOUND is what was found in them. */
static __always_inline void watch_output(const struct watch *w, __u64 now_ns, __u32 tid,
	struct tty_struct *tty, __u64 len, const struct look *found)
{
	struct terminal *t = &w->slot->terminal;
	bool wake = false;

	terminal_size(t, now_ns, terminal_window(tty));
	if (found->said & LOOK_ASKED)
		terminal_asked(t, now_ns, tid);
	else
		wake = terminal_output(t, now_ns, len, tid);
	if (found->said & LOOK_DECLARED)
		wake |= terminal_declared(t, now_ns);
	wake |= terminal_cursor(t, now_ns, found->cursor);
	watch_used(w, watch_use(w, SLOT_PRINTED_RAW), wake);
}

/* FROM_TERMINAL: the user did it, so whoever looks for the window in use may want to know. */
static __always_inline void watch_input(const struct watch *w, __u64 now_ns, bool from_terminal)
{
	bool answered = from_terminal && terminal_answered(&w->slot->terminal, now_ns);

	watch_used(w, from_terminal ? watch_use(w, SLOT_READ_RAW) : SLOT_USED,
		!answered && terminal_input(&w->slot->terminal, now_ns));
	if (answered || !from_terminal || now_ns - w->slot->input_sent_ns < EVENT_INPUT_MIN_GAP_NS)
		return;
	w->slot->input_sent_ns = now_ns;
	event_send(EVENT_INPUT, w->tgid, w->index, 0);
}

/*
 * What thread TID was doing is over. That a read brought bytes is guessed where only its begin was
 * seen: by system call, or the hook of its end came too late.
 */
static __always_inline void watch_return(const struct watch *w, __u64 now_ns, __u32 tid)
{
	if (w->slot->reading_tid == tid) {
		w->slot->reading_tid = 0;
		watch_input(w, now_ns, w->slot->reading_terminal);
	}
	if (terminal_return(&w->slot->terminal, now_ns, tid))
		event_send(EVENT_WAKE, w->tgid, w->index, 0);
}

#endif
