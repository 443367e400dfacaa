/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_WAIT_H
#define COLLECTOR_WAIT_H

#include "collector/detect.h"

/* A wait on a raw terminal: what it is for, and when it is over. A part of detect. Pure. */

void wait_step(struct detect *d, const struct terminal *t, uint64_t now_ns);

/*
 * Looks at the cursor. True where it tells a dialog, whatever else is painted: a spinner may go on
 * below (Cline's question).
 */
bool wait_step_cursor(struct detect *d, const struct terminal *t, uint64_t now_ns);

/* Frames of several writes that hide the cursor in between are not looked at each time. */
bool wait_wants_cursor(const struct detect *d, const struct terminal *t);

#endif
