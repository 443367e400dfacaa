/* SPDX-License-Identifier: MIT */
#include "agent/session/need.h"

#include "agent/session/turn.h"
#include "proto/word.h"

enum need need_of(const struct model_session *s)
{
	if (turn_has_ended(s))
		return s->notice.serial != 0 ? NEED_DIED : NEED_NONE;
	if (s->frame.state != SESSION_WAITING || s->dismissed)
		return NEED_NONE;
	if (s->frame.kind == SESSION_KIND_ATTENTION)
		return NEED_ATTENTION;
	if (s->seen)
		return NEED_NONE;
	if (!s->frame.kind_known)
		return NEED_PROMPT;
	return s->frame.kind == SESSION_KIND_FINISHED ? NEED_FINISHED : NEED_WAITING;
}

static const char *const NAMES[] = {
	[NEED_NONE] = "",
	[NEED_PROMPT] = "prompt",
	[NEED_WAITING] = "waiting",
	[NEED_FINISHED] = "finished",
	[NEED_DIED] = "died",
	[NEED_ATTENTION] = "attention",
};

const char *need_name(enum need need)
{
	return NAMES[need];
}

enum need need_parse(const char *name)
{
	int i = word_find(NAMES, G_N_ELEMENTS(NAMES), name);

	return i < 0 ? NEED_NONE : (enum need)i;
}

/* Finished, and what may be that, are one. */
static enum need rank(enum need need)
{
	return need == NEED_WAITING ? NEED_FINISHED : need;
}

gint need_order(enum need a, gint64 a_since_ms, enum need b, gint64 b_since_ms)
{
	if (rank(a) != rank(b))
		return rank(a) < rank(b) ? 1 : -1;
	return (a_since_ms > b_since_ms) - (a_since_ms < b_since_ms);
}

gint need_compare(gconstpointer a, gconstpointer b)
{
	const struct model_session *one = *(struct model_session *const *)a;
	const struct model_session *two = *(struct model_session *const *)b;

	return need_order(need_of(one), one->frame.since_ms, need_of(two), two->frame.since_ms);
}

static gboolean is_looked_at(const struct model *model, const struct model_session *s)
{
	return s->window != 0 && s->window == model_focused(model) && s->visible;
}

/* Whether A goes before B. */
static gboolean is_before(
	const struct model *model, const struct model_session *a, const struct model_session *b)
{
	gboolean a_here = is_looked_at(model, a), b_here = is_looked_at(model, b);

	if (a_here != b_here)
		return b_here;
	if (a->visited != b->visited)
		return a->visited < b->visited;
	return need_compare(&a, &b) < 0;
}

const struct model_session *need_next(const struct model *model)
{
	g_autoptr(GPtrArray) sessions = model_everything(model);
	const struct model_session *next = NULL;

	for (guint i = 0; i < sessions->len; i++) {
		const struct model_session *s = g_ptr_array_index(sessions, i);

		if (need_of(s) != NEED_NONE && (!next || is_before(model, s, next)))
			next = s;
	}
	return next;
}
