/* SPDX-License-Identifier: MIT */
#ifndef BPF_DECLARE_H
#define BPF_DECLARE_H

#include "osc.h"
#include "terminal.h"
#include "titles.h"

/* What a session says of itself to its terminal, told from the commands it sends. Pure. */

TERMINAL_INLINE __u8 declare_says_state(const struct channels *c)
{
	switch (c->state) {
	case OSC_STATE_WORKING:
		return TERMINAL_SAYS_WORK;
	case OSC_STATE_BLOCKED:
		return TERMINAL_SAYS_BLOCKED;
	case OSC_STATE_IDLE:
	case OSC_STATE_DONE:
		return TERMINAL_SAYS_DONE;
	default:
		return TERMINAL_SAYS_NOTHING;
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
		c->state = osc->value;
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

/* An output began with an operating system command; to be called after terminal_output. */
TERMINAL_INLINE bool terminal_declare(struct terminal *t, __u64 now_ns, const struct osc *osc)
{
	struct channels *c = &t->channels;
	__u8 says, source = OSC_STATE;

	declare_note(c, t->dialect, osc);
	says = declare_says_state(c);
	if (says == TERMINAL_SAYS_NOTHING) {
		says = declare_says_title(c);
		source = OSC_TITLE;
	}
	if (says == TERMINAL_SAYS_NOTHING) {
		says = declare_says_progress(c);
		source = OSC_PROGRESS;
	}
	t->source = source;
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

#endif
