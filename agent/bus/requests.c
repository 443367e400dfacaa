/* SPDX-License-Identifier: MIT */
#include "agent/bus/requests.h"

#include "agent/base/clock.h"
#include "agent/bus/describe.h"
#include "agent/bus/facts.h"
#include "agent/session/need.h"

void requests_go(
	const struct requests *requests, const char *id, gint64 window, GDBusMethodInvocation *call)
{
	model_visited(requests->model, id);
	visit_session(requests->visit, id, window, call);
}

char *requests_next(const struct requests *requests, gboolean go)
{
	const struct model_session *next = need_next(requests->model);
	char *id = g_strdup(next ? next->frame.id : "");

	if (next && go)
		requests_go(requests, id, 0, NULL);
	return id;
}

void requests_pause(const struct requests *requests, guint seconds)
{
	model_pause(requests->model, seconds ? now_ms() + (gint64)seconds * 1000 : G_MAXINT64);
	requests->changed(requests->data);
}

void requests_resume(const struct requests *requests)
{
	model_resume(requests->model);
	requests->changed(requests->data);
}

gboolean requests_seen(const struct requests *requests, const char *id)
{
	gboolean known = model_mark_seen(requests->model, id);

	requests->changed(requests->data);
	return known;
}

static GVariant *describe(const struct requests *requests, const struct model_session *session)
{
	const struct place *place = locate_find(requests->locate, session->frame.id);

	return describe_session(session, place,
		place && place->window ? locate_window(requests->locate, place->window) : NULL);
}

GVariant *requests_describe(const struct requests *requests, const char *id)
{
	const struct model_session *s = model_find(requests->model, id);

	return s && model_session_is_living(s) ? describe(requests, s) : NULL;
}

GVariant *requests_list(const struct requests *requests)
{
	g_autoptr(GPtrArray) sessions = model_list(requests->model);
	GVariantBuilder builder;

	g_variant_builder_init(&builder, G_VARIANT_TYPE("aa{sv}"));
	for (guint i = 0; i < sessions->len; i++)
		g_variant_builder_add_value(
			&builder, describe(requests, g_ptr_array_index(sessions, i)));
	return g_variant_builder_end(&builder);
}

GVariant *requests_explain(const struct requests *requests, const char *id)
{
	const struct model_session *s = model_find(requests->model, id);

	return s ? facts_add(describe(requests, s), s, model_is_paused(requests->model)) : NULL;
}
