/* SPDX-License-Identifier: MIT */
#include "collector/kind.h"

#include "bpf/osc.h"
#include "collector/detect-tuning.h"
#include "collector/least.h"

static void settle(struct kind *k, enum session_kind kind, enum session_reason reason)
{
	k->kind = kind;
	k->reason = reason;
	k->known = true;
	k->open = false;
}

void kind_none(struct kind *k)
{
	k->kind = SESSION_KIND_NONE;
	k->known = k->open = false;
	k->check_ns = 0;
}

void kind_open(struct kind *k, bool turn, uint64_t now_ns)
{
	kind_none(k);
	k->open = turn;
	k->opened_ns = now_ns;
}

void kind_input(struct kind *k)
{
	settle(k, SESSION_KIND_INPUT, SESSION_BY_STDIN);
}

void kind_ask(struct kind *k, enum session_reason reason, uint64_t now_ns)
{
	settle(k, SESSION_KIND_ATTENTION, reason);
	k->asked_ns = now_ns;
	k->check_ns = reason == SESSION_BY_BLINKING ? now_ns + BLINK_CHECK_NS : 0;
}

void kind_answer(struct kind *k, enum session_reason reason)
{
	settle(k, SESSION_KIND_NONE, reason);
	k->check_ns = 0;
}

uint64_t kind_find(struct kind *k, struct beat *b, const struct terminal *t, struct said said,
	bool raw, uint64_t now_ns)
{
	uint64_t stop_ns = said.says == TERMINAL_SAYS_NOTHING ? 0 : t->declared_ns;
	uint64_t silent_ns = (t->frame_ns > stop_ns ? t->frame_ns : stop_ns) + KIND_NS;
	uint64_t never_ns = UINT64_MAX;

	silent_ns = most(silent_ns, k->opened_ns + KIND_LEAST_NS);
	silent_ns = least(silent_ns, k->opened_ns + KIND_MOST_NS);

	if (said.says == TERMINAL_SAYS_BLOCKED) {
		kind_ask(k, said.reason, now_ns);
	} else if (!k->open) {
		return never_ns;
	} else if (said.says == TERMINAL_SAYS_DONE) {
		settle(k, SESSION_KIND_FINISHED, said.reason);
	} else if (kind_by_cursor(k, t, said) && t->cursor == TERMINAL_CURSOR_HIDDEN &&
		!t->cursor_echo) {
		/* It has stopped: what hides the cursor is painted. */
		kind_ask(k, SESSION_BY_CURSOR, now_ns);
	} else if (kind_by_cursor(k, t, said) && raw &&
		kind_cursor_is(k, t, false, now_ns, &never_ns)) {
		settle(k, SESSION_KIND_FINISHED, SESSION_BY_CURSOR);
	} else if (beat_is_blink(b, t, stop_ns, now_ns)) {
		kind_ask(k, SESSION_BY_BLINKING, now_ns);
		return k->check_ns;
	} else if (now_ns >= silent_ns) {
		settle(k, SESSION_KIND_NONE, SESSION_BY_QUIET);
	} else {
		return never_ns < silent_ns ? never_ns : silent_ns;
	}
	return UINT64_MAX;
}

uint64_t kind_check_blink(struct kind *k, struct beat *b, const struct terminal *t, uint64_t now_ns)
{
	uint64_t period_ns = beat_period(t, BEATS, now_ns);

	if (!k->check_ns)
		return UINT64_MAX;
	if (now_ns < k->check_ns)
		return k->check_ns;
	k->check_ns = 0;
	if (period_ns >= BLINK_NS)
		b->blink_ns = period_ns;
	else if (t->input_ns <= k->asked_ns)
		b->doubted = true;
	return UINT64_MAX;
}

void kind_learn_cursor(struct kind *k, const struct terminal *t, bool rests, uint64_t now_ns)
{
	uint64_t look_ns = UINT64_MAX;

	if (t->cursor != TERMINAL_CURSOR_SHOWN)
		return;
	if (t->input_ns > t->cursor_ns || (rests && kind_cursor_is(k, t, false, now_ns, &look_ns)))
		k->shows = true;
}

bool kind_by_cursor(const struct kind *k, const struct terminal *t, struct said said)
{
	bool tells_itself = t->source == OSC_STATE && said.says != TERMINAL_SAYS_NOTHING;

	return k->shows && k->lies < CURSOR_LIES && !tells_itself;
}

bool kind_is_told(const struct kind *k, const struct terminal *t, struct said said)
{
	return said.says == TERMINAL_SAYS_DONE ||
		(t->cursor == TERMINAL_CURSOR_SHOWN && kind_by_cursor(k, t, said));
}

static uint64_t hold_of_hidden(const struct kind *k, const struct terminal *t)
{
	bool keyed = t->input_ns && t->cursor_ns < t->input_ns + CURSOR_KEY_NS;

	if (!keyed)
		return CURSOR_HOLD_NS;
	return k->hold_ns > CURSOR_KEYED_NS ? k->hold_ns : CURSOR_KEYED_NS;
}

bool kind_cursor_is(const struct kind *k, const struct terminal *t, bool hidden, uint64_t now_ns,
	uint64_t *ret_look_ns)
{
	uint64_t at_ns = t->cursor_ns + (hidden ? hold_of_hidden(k, t) : CURSOR_HOLD_NS);

	if (t->cursor != (hidden ? TERMINAL_CURSOR_HIDDEN : TERMINAL_CURSOR_SHOWN) ||
		(hidden && t->cursor_echo))
		return false;
	if (now_ns >= at_ns)
		return true;
	if (at_ns < *ret_look_ns)
		*ret_look_ns = at_ns;
	return false;
}

void kind_learn_answer(struct kind *k, const struct terminal *t, bool touched)
{
	uint64_t lasted_ns = terminal_since(t->cursor_ns, k->asked_ns);

	if (touched)
		return;
	if (lasted_ns < CURSOR_BRIEF_NS)
		k->hold_ns = CURSOR_KEYED_MOST_NS;
	else
		k->lies++;
}
