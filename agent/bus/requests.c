/* SPDX-License-Identifier: MIT */
#include "agent/bus/requests.h"

#include "agent/base/clock.h"
#include "agent/bus/facts.h"
#include "agent/bus/list.h"
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

GVariant *requests_explain(const struct requests *requests, const char *id)
{
	const struct model_session *s = model_find(requests->model, id);

	return s ? facts_add(list_session(s, requests->locate), s, model_is_paused(requests->model))
		 : NULL;
}
