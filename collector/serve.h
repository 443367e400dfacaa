/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_SERVE_H
#define COLLECTOR_SERVE_H

#include "proto/frame.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/*
 * The readers of the event socket. A reader sees the sessions of its own uid, uid 0 sees all. The
 * server never reads from a reader and keeps no queue: one whose buffer is full is closed, and gets
 * a fresh snapshot when it connects again.
 */
#define SERVE_CLIENTS_MAX         256
#define SERVE_CLIENTS_PER_UID_MAX 16

struct serve;

/* Puts the next living session at or after *CURSOR into *RET and moves *CURSOR past it. */
typedef bool (*serve_next_fn)(void *data, size_t *cursor, struct frame_session *ret);

/* Takes LISTENER, a listening SOCK_SEQPACKET socket, also on failure. 0 or -errno. */
int serve_new(int listener, const struct frame_hello *hello, serve_next_fn next, void *next_data,
	struct serve **ret);
void serve_free(struct serve *serve);

/* Readable when serve_dispatch has something to do. */
int serve_fd(const struct serve *serve);

/* Accepts, drops readers that left, and goes on with snapshots that did not fit a buffer. */
void serve_dispatch(struct serve *serve);

/* A change of one session, to the readers that may see UID. */
void serve_frame(struct serve *serve, uid_t uid, const struct frame *frame);

/* Closes every reader: what they know may be wrong, they will fetch a fresh snapshot. */
void serve_resync(struct serve *serve);

#endif
