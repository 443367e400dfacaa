/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_EVIDENCE_H
#define COLLECTOR_EVIDENCE_H

#include "collector/cadence.h"
#include "collector/detect.h"
#include "collector/least.h"

/* What the facts say of a session, in the light of what is known of it. A part of detect. Pure. */

/* Not ripe yet: it is to be looked at again then. */
static inline void evidence_look_at(struct detect *d, uint64_t at_ns)
{
	d->deadline_ns = least(d->deadline_ns, at_ns);
}

/* The same, where nothing presses. */
void evidence_look_again(struct detect *d, uint64_t at_ns);

/* What it declares; and by which channel. */
enum terminal_says evidence_says(const struct detect *d, const struct terminal *t);
bool evidence_says_rest(const struct detect *d, const struct terminal *t);
enum session_reason evidence_reason(const struct terminal *t);
struct said evidence_said(const struct detect *d, const struct terminal *t);

/* What was declared has held that long; else looks again when it will have. */
bool evidence_holds(struct detect *d, const struct terminal *t, uint64_t hold_ns, uint64_t now_ns);

/* A key came after it had been silent: what follows is none of its start-up. */
bool evidence_is_up(const struct detect *d, const struct terminal *t);

/* Prompted: somebody touched a key since it is in its state, and the run followed from that. */
enum cadence_cause evidence_cause(const struct detect *d, const struct terminal *t);

/* The beat began soon after a key: a slow spinner, or a dialog that the key brought. */
bool evidence_is_keyed(const struct terminal *t);

/* It blinks as is known of it; where the last frame is not whole yet it looks again when it is. */
bool evidence_blinks(struct detect *d, const struct terminal *t, uint64_t now_ns);

bool evidence_at_cadence(const struct detect *d, const struct terminal *t, uint64_t now_ns);

/* When silence will have held long enough, if nothing more is painted; sooner where the last gap
 * tells, too. */
uint64_t evidence_silent_ns(
	const struct detect *d, const struct detect_config *config, const struct terminal *t);

/* Silence has held long enough; else looks again when it will have. */
bool evidence_is_quiet(struct detect *d, const struct detect_config *config,
	const struct terminal *t, uint64_t now_ns);

#endif
