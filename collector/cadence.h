/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_CADENCE_H
#define COLLECTOR_CADENCE_H

#include "bpf/terminal.h"

#include <stdbool.h>
#include <stdint.h>

/* Work and rest, told from how often a session paints. Pure. */

/* What went before a run of frames: the less, the more is wanted of it. */
enum cadence_cause {
	CADENCE_PROMPTED, /* a key */
	CADENCE_UNPROMPTED,
	CADENCE_IDLE, /* it is not to work: nothing was asked of it yet, or it asks itself */
};

/* How many frames over how long are work. */
uint32_t cadence_frames(enum cadence_cause cause);
uint64_t cadence_span(enum cadence_cause cause);

/* It paints as at work. What lies before ANCHOR_NS is no evidence. */
bool cadence_is_work(
	const struct terminal *t, enum cadence_cause cause, uint64_t anchor_ns, uint64_t now_ns);

/* It painted few frames for so long. */
bool cadence_is_slow(const struct terminal *t);

/* How long silence must hold to end work; and to be a rest where no work was seen. */
uint64_t cadence_quiet_at_work(const struct terminal *t, uint64_t threshold_ns);
uint64_t cadence_quiet_elsewhere(const struct terminal *t, uint64_t threshold_ns);

/*
 * It has slackened: the last gap and the present silence are each longer than any gap of the run, and
 * together much longer. *RET_LOOK_NS is lowered to when that may come true by time.
 */
bool cadence_slackens(
	const struct terminal *t, uint64_t threshold_ns, uint64_t now_ns, uint64_t *ret_look_ns);

#endif
