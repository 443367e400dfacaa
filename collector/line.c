/* SPDX-License-Identifier: MIT */
#include "collector/line.h"

#include "collector/detect-tuning.h"
#include "collector/evidence.h"
#include "collector/least.h"
#include "collector/verdict.h"

bool line_is(const struct detect *d, const struct terminal *t)
{
	if (evidence_says(d, t) != TERMINAL_SAYS_NOTHING)
		return false;
	return t->mode == TERMINAL_CANONICAL || (t->mode == TERMINAL_MODE_UNKNOWN && t->block_ns);
}

/* A call that waited for stdin has returned, and not only to be made again. */
static bool is_back(struct detect *d, const struct terminal *t, uint64_t now_ns)
{
	if (t->block_tid)
		return t->block_ns > d->since_ns;
	if (t->input_ns >= t->block_ns || now_ns >= t->returned_ns + RETURN_HOLD_NS)
		return true;
	evidence_look_at(d, t->returned_ns + RETURN_HOLD_NS);
	return false;
}

void line_step(struct detect *d, const struct detect_config *config, const struct terminal *t,
	uint64_t now_ns)
{
	uint64_t ripe_ns = most(t->block_ns, d->anchor_ns) + config->threshold_ns;
	uint64_t free_ns = most(d->line_ns, d->anchor_ns) + LINE_HOLD_NS;

	if (d->kind.kind == SESSION_KIND_INPUT) {
		if (is_back(d, t, now_ns))
			verdict_become(d, SESSION_WORKING, SESSION_BY_STDIN, now_ns);
	} else if (!t->block_tid && d->state != SESSION_WORKING) {
		if (now_ns >= free_ns)
			verdict_become(d, SESSION_WORKING, SESSION_BY_STDIN, now_ns);
		else
			evidence_look_at(d, free_ns);
	}
	if (!t->block_tid || d->state == SESSION_WAITING)
		return;
	if (now_ns >= ripe_ns) {
		verdict_become(d, SESSION_WAITING, SESSION_BY_STDIN, now_ns);
		kind_input(&d->kind);
		d->turn = false;
	} else {
		evidence_look_at(d, ripe_ns);
	}
}
