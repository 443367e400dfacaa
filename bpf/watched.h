/* SPDX-License-Identifier: MIT */
#ifndef BPF_WATCHED_H
#define BPF_WATCHED_H

#include "event.h"
#include "kernel.h"

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

/* The first use of the terminal always wakes: a launcher never uses it, its session does. */
static __always_inline void watch_used(const struct watch *w, bool wake)
{
	if (w->slot->active && !wake)
		return;
	w->slot->active = 1;
	event_send(EVENT_WAKE, w->tgid, w->index, 0);
}

/* FROM_TERMINAL: the user did it, so whoever looks for the window in use may want to know. */
static __always_inline void watch_input(const struct watch *w, __u64 now_ns, bool from_terminal)
{
	watch_used(w, terminal_input(&w->slot->terminal, now_ns));
	if (!from_terminal || now_ns - w->slot->input_sent_ns < EVENT_INPUT_MIN_GAP_NS)
		return;
	w->slot->input_sent_ns = now_ns;
	event_send(EVENT_INPUT, w->tgid, w->index, 0);
}

#endif
