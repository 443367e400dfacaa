/* SPDX-License-Identifier: MIT */
#include "agent/session/model.h"

/* What a window with several sessions shows: the one that needs its user most. */
enum weight {
	WEIGHT_NONE,
	WEIGHT_SEEN,     /* waits, and its user has looked */
	WEIGHT_FINISHED, /* waits, and its user hasn't */
	WEIGHT_WORKING,
	WEIGHT_ATTENTION,
};

static enum weight weigh(const struct model_session *s)
{
	if (s->window == 0)
		return WEIGHT_NONE;
	if (s->frame.state == SESSION_WORKING)
		return WEIGHT_WORKING;
	if (s->frame.state != SESSION_WAITING || s->dismissed)
		return WEIGHT_NONE;
	if (s->seen)
		return WEIGHT_SEEN;
	return s->frame.kind == SESSION_KIND_ATTENTION ? WEIGHT_ATTENTION : WEIGHT_FINISHED;
}

static gboolean is_heavier(const struct model_session *a, const struct model_session *b)
{
	return weigh(a) != weigh(b) ? weigh(a) > weigh(b) : a->frame.since_ms >= b->frame.since_ms;
}

static guint count_stops(const GPtrArray *sessions, gint64 window)
{
	guint stops = 0;

	for (guint i = 0; i < sessions->len; i++) {
		const struct model_session *s = g_ptr_array_index(sessions, i);

		if (s->window == window)
			stops += s->stops;
	}
	return stops;
}

static struct badge *make_badge(const struct model_session *s, guint stops)
{
	struct badge *badge = g_new0(struct badge, 1);
	enum weight weight = weigh(s);

	badge->window = s->window;
	badge->working = weight == WEIGHT_WORKING;
	badge->needs_attention = weight == WEIGHT_ATTENTION || weight == WEIGHT_FINISHED;
	badge->count = MAX(stops, 1);
	badge->started_ms = s->frame.started_ms;
	badge->source = g_strdup(s->frame.source);
	badge->project = g_strdup(s->project);
	return badge;
}

GPtrArray *model_badges(const struct model *model)
{
	g_autoptr(GPtrArray) sessions = model_list(model);
	g_autoptr(GHashTable) heaviest = g_hash_table_new(g_int64_hash, g_int64_equal);
	GPtrArray *badges = g_ptr_array_new_with_free_func((GDestroyNotify)badge_free);

	for (guint i = 0; !model_is_blind(model) && i < sessions->len; i++) {
		struct model_session *s = g_ptr_array_index(sessions, i);
		const struct model_session *other = g_hash_table_lookup(heaviest, &s->window);

		if (weigh(s) != WEIGHT_NONE && (!other || is_heavier(s, other)))
			g_hash_table_replace(heaviest, &s->window, s);
	}
	for (guint i = 0; i < sessions->len; i++) {
		struct model_session *s = g_ptr_array_index(sessions, i);

		if (g_hash_table_lookup(heaviest, &s->window) == s)
			g_ptr_array_add(badges, make_badge(s, count_stops(sessions, s->window)));
	}
	return badges;
}
