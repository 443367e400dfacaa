/* SPDX-License-Identifier: MIT */
#ifndef BPF_DECLARE_H
#define BPF_DECLARE_H

#include "osc.h"
#include "terminal.h"
#include "titles.h"

#include <stddef.h>

/* What a session says of itself to its terminal, told from the commands it sends. Pure. */

/* It is what OSC names, or a part of that. */
TERMINAL_INLINE bool report_is_below(const struct report *r, const struct osc *osc)
{
	__u64 mask = (2ULL << (8 * osc->depth - 1)) - 1;

	return r->id == osc->id ||
		(r->depth > osc->depth && (r->path & mask) == (osc->path & mask));
}

/* The place of what it reported before, else a free one; who is blocked finds one. */
TERMINAL_INLINE struct report *reports_place(struct channels *c, const struct osc *osc)
{
	for (int i = 0; i < CHANNELS_REPORTS; i++) {
		if (c->reports[i].id == osc->id)
			return &c->reports[i];
	}
	for (int i = 0; i < CHANNELS_REPORTS; i++) {
		if (!c->reports[i].state)
			return &c->reports[i];
	}
	if (osc->value < OSC_STATE_BLOCKED)
		return NULL;
	for (int i = 0; i < CHANNELS_REPORTS; i++) {
		if (c->reports[i].state < OSC_STATE_BLOCKED)
			return &c->reports[i];
	}
	return NULL;
}

TERMINAL_INLINE void reports_note(struct channels *c, const struct osc *osc)
{
	struct report *r = reports_place(c, osc);

	if (!r)
		return;
	r->path = osc->path;
	r->id = osc->id;
	r->depth = osc->depth;
	r->state = osc->value;
}

TERMINAL_INLINE void reports_clear(struct channels *c, const struct osc *osc)
{
	for (int i = 0; i < CHANNELS_REPORTS; i++) {
		if (!osc->depth || report_is_below(&c->reports[i], osc))
			c->reports[i].state = OSC_STATE_CLEAR;
	}
}

TERMINAL_INLINE bool state_passes(__u8 state)
{
	return state == OSC_STATE_WORKING || state >= OSC_STATE_BLOCKED;
}

/* The shell is back: nothing works or asks any more. What is done or failed stays so. */
TERMINAL_INLINE void reports_drop_passing(struct channels *c)
{
	for (int i = 0; i < CHANNELS_REPORTS; i++) {
		if (state_passes(c->reports[i].state))
			c->reports[i].state = OSC_STATE_CLEAR;
	}
	if (state_passes(c->root))
		c->root = OSC_STATE_CLEAR;
}

/*
 * The most pressing stands for all, but a root that works goes on until one asks: how a part of it
 * ended, well or not, is its own affair.
 */
TERMINAL_INLINE void reports_sum_up(struct channels *c)
{
	__u8 most = OSC_STATE_CLEAR;

	for (int i = 0; i < CHANNELS_REPORTS; i++) {
		if (c->reports[i].state > most)
			most = c->reports[i].state;
	}
	if (c->root > most || (c->root == OSC_STATE_WORKING && most < OSC_STATE_BLOCKED))
		most = c->root;
	c->state = most;
}

TERMINAL_INLINE void declare_note_state(struct channels *c, const struct osc *osc)
{
	if (osc->kind == OSC_PROMPT) {
		reports_drop_passing(c);
	} else {
		if (!osc->depth)
			c->root = osc->value;
		else if (osc->value != OSC_STATE_CLEAR)
			reports_note(c, osc);
		if (osc->value == OSC_STATE_CLEAR)
			reports_clear(c, osc);
	}
	reports_sum_up(c);
}

/* What failed needs its user, as what asks does. */
TERMINAL_INLINE __u8 declare_says_state(__u8 state)
{
	switch (state) {
	case OSC_STATE_CLEAR:
		return TERMINAL_SAYS_NOTHING;
	case OSC_STATE_WORKING:
		return TERMINAL_SAYS_WORK;
	case OSC_STATE_IDLE:
	case OSC_STATE_DONE:
		return TERMINAL_SAYS_DONE;
	default:
		return TERMINAL_SAYS_BLOCKED;
	}
}

TERMINAL_INLINE __u8 declare_says_title(const struct channels *c)
{
	switch (c->title) {
	case TITLE_WORK:
		return TERMINAL_SAYS_WORK;
	case TITLE_REST:
		return c->spun ? TERMINAL_SAYS_REST : TERMINAL_SAYS_NOTHING;
	case TITLE_DONE:
		return c->spun ? TERMINAL_SAYS_DONE : TERMINAL_SAYS_NOTHING;
	case TITLE_BLOCKED:
		return TERMINAL_SAYS_BLOCKED;
	case TITLE_BRACKET:
		return c->spun ? TERMINAL_SAYS_BLOCKED : TERMINAL_SAYS_NOTHING;
	default:
		return TERMINAL_SAYS_NOTHING;
	}
}

TERMINAL_INLINE __u8 declare_says_progress(const struct channels *c)
{
	switch (c->progress) {
	case OSC_PROGRESS_SHARE:
	case OSC_PROGRESS_BUSY:
		return TERMINAL_SAYS_WORK;
	case OSC_PROGRESS_GONE:
		return c->progressed ? TERMINAL_SAYS_REST : TERMINAL_SAYS_NOTHING;
	default:
		return TERMINAL_SAYS_NOTHING;
	}
}

TERMINAL_INLINE void declare_note(struct channels *c, __u32 dialect, const struct osc *osc)
{
	switch (osc->kind) {
	case OSC_STATE:
	case OSC_PROMPT:
		declare_note_state(c, osc);
		break;
	case OSC_STATUS:
		c->status = osc->value;
		break;
	case OSC_TITLE:
		c->title = title_class(dialect, osc->value);
		c->spun |= c->title == TITLE_WORK;
		break;
	case OSC_PROGRESS:
		c->progress = osc->value;
		c->progressed |= osc->value != OSC_PROGRESS_GONE;
		break;
	}
}

/* By the strongest source that says anything. */
TERMINAL_INLINE __u8 declare_says(const struct channels *c, __u8 *ret_source)
{
	__u8 says = declare_says_state(c->state);

	*ret_source = OSC_STATE;
	if (says == TERMINAL_SAYS_NOTHING)
		says = declare_says_state(c->status);
	if (says == TERMINAL_SAYS_NOTHING) {
		says = declare_says_title(c);
		*ret_source = OSC_TITLE;
	}
	if (says == TERMINAL_SAYS_NOTHING) {
		says = declare_says_progress(c);
		*ret_source = OSC_PROGRESS;
	}
	return says;
}

/* Commands of an output were noted; to be called after terminal_output. */
TERMINAL_INLINE bool terminal_declared(struct terminal *t, __u64 now_ns)
{
	__u8 says = declare_says(&t->channels, &t->source);

	if (says == t->says)
		return false;
	t->says = says;
	t->declared_ns = now_ns;
	if (says >= TERMINAL_SAYS_REST) {
		t->calm_ns = now_ns + TERMINAL_CALM_NS;
		t->run_frames = 0;
		t->slow_frames = 0;
	}
	return terminal_wake(t, TERMINAL_WAKE_DECLARED);
}

TERMINAL_INLINE bool terminal_declare(struct terminal *t, __u64 now_ns, const struct osc *osc)
{
	declare_note(&t->channels, t->dialect, osc);
	return terminal_declared(t, now_ns);
}

/* An output that does no more than ask the terminal is no frame; in place of terminal_output. */
TERMINAL_INLINE void terminal_asked(struct terminal *t, __u64 now_ns, __u32 tid)
{
	t->write_tid = tid;
	t->write_ns = now_ns;
	t->asked_ns = now_ns;
}

/* Whether an input is the answer to that, and no key; in place of terminal_input. */
TERMINAL_INLINE bool terminal_answered(struct terminal *t, __u64 now_ns)
{
	bool answered = t->asked_ns && terminal_since(now_ns, t->asked_ns) < TERMINAL_ANSWER_NS;

	t->asked_ns = 0;
	return answered;
}

#endif
