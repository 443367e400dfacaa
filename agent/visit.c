/* SPDX-License-Identifier: MIT */
#include "agent/visit.h"

#include "agent/bus.h"
#include "agent/focus.h"

#define WAIT_MS 400 /* for those that don't answer */

struct visit {
	struct locate *locate;
	struct notify *notify;
	GPtrArray *requests; /* of struct request */
	guint timer;
};

struct request {
	struct visit *visit;
	char *id;
	GDBusMethodInvocation *call;
};

struct visit *visit_new(struct locate *locate, struct notify *notify)
{
	struct visit *visit = g_new0(struct visit, 1);

	visit->locate = locate;
	visit->notify = notify;
	visit->requests = g_ptr_array_new();
	return visit;
}

static void answer(struct request *request, const char *error)
{
	if (request->call)
		bus_reply(request->call, error);
	else if (error)
		notify_failure(request->visit->notify, error);
	g_free(request->id);
	g_free(request);
}

static void finish(const char *error, gpointer data)
{
	struct request *request = data;

	/* Nobody else tells that tmux shows another pane now. */
	locate_request(request->visit->locate, 0);
	answer(request, error);
}

void visit_free(struct visit *visit)
{
	if (!visit)
		return;
	g_clear_handle_id(&visit->timer, g_source_remove);
	for (guint i = 0; i < visit->requests->len; i++)
		answer(g_ptr_array_index(visit->requests, i), "the agent ends");
	g_ptr_array_unref(visit->requests);
	g_free(visit);
}

void visit_settled(struct visit *visit)
{
	g_autoptr(GPtrArray) requests = visit->requests;

	visit->requests = g_ptr_array_new();
	g_clear_handle_id(&visit->timer, g_source_remove);
	for (guint i = 0; i < requests->len; i++) {
		struct request *request = g_ptr_array_index(requests, i);
		const struct place *place = locate_find(visit->locate, request->id);

		if (place)
			focus_place(locate_sway(visit->locate), place, finish, request);
		else
			finish("there is no such session", request);
	}
}

static gboolean on_timer(gpointer data)
{
	struct visit *visit = data;

	visit->timer = 0;
	visit_settled(visit);
	return G_SOURCE_REMOVE;
}

void visit_session(struct visit *visit, const char *id, GDBusMethodInvocation *call)
{
	struct request *request = g_new0(struct request, 1);

	request->visit = visit;
	request->id = g_strdup(id);
	request->call = call;
	g_ptr_array_add(visit->requests, request);
	if (!visit->timer)
		visit->timer = g_timeout_add(WAIT_MS, on_timer, visit);
	locate_request(visit->locate, 0);
}
