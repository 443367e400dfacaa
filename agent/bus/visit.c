/* SPDX-License-Identifier: MIT */
#include "agent/bus/visit.h"

#include "agent/place/focus.h"

#include <string.h>

#define WAIT_MS 400 /* for those that don't answer */

struct visit {
	struct locate *locate;
	const struct visit_events *events;
	gpointer data;
	GPtrArray *requests; /* of struct request */
	guint timer;
};

struct request {
	struct visit *visit;
	char *id;
	gint64 window; /* as its user says, or 0 */
	GDBusMethodInvocation *call;
};

struct visit *visit_new(struct locate *locate, const struct visit_events *events, gpointer data)
{
	struct visit *visit = g_new0(struct visit, 1);

	visit->locate = locate;
	visit->events = events;
	visit->data = data;
	visit->requests = g_ptr_array_new();
	return visit;
}

/* ERROR is NULL where the call succeeded. */
static void reply(GDBusMethodInvocation *call, const char *error)
{
	if (error)
		g_dbus_method_invocation_return_error(
			call, G_DBUS_ERROR, G_DBUS_ERROR_FAILED, "%s", error);
	else
		g_dbus_method_invocation_return_value(call, NULL);
}

static void answer(struct request *request, const char *error)
{
	if (request->call)
		reply(request->call, error);
	else if (error)
		request->visit->events->failed(request->id, error, request->visit->data);
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
		answer(g_ptr_array_index(visit->requests, i), "The agent ends.");
	g_ptr_array_unref(visit->requests);
	g_free(visit);
}

gboolean visit_is_under_way(const struct visit *visit, const char *id)
{
	for (guint i = 0; i < visit->requests->len; i++) {
		const struct request *request = g_ptr_array_index(visit->requests, i);

		if (strcmp(request->id, id) == 0)
			return TRUE;
	}
	return FALSE;
}

static void go(struct request *request)
{
	struct visit *visit = request->visit;
	const struct place *place = locate_find(visit->locate, request->id);

	if (!place)
		finish("It has ended.", request);
	else if (place->result == PLACE_AMBIGUOUS && !request->window && !request->call &&
		visit->events->ambiguous(request->id, visit->data))
		finish(NULL, request);
	else
		focus_place(locate_sway(visit->locate), place, request->window, finish, request);
}

void visit_settled(struct visit *visit)
{
	g_autoptr(GPtrArray) requests = visit->requests;

	visit->requests = g_ptr_array_new();
	g_clear_handle_id(&visit->timer, g_source_remove);
	for (guint i = 0; i < requests->len; i++)
		go(g_ptr_array_index(requests, i));
}

static gboolean on_timer(gpointer data)
{
	struct visit *visit = data;

	visit->timer = 0;
	visit_settled(visit);
	return G_SOURCE_REMOVE;
}

void visit_session(struct visit *visit, const char *id, gint64 window, GDBusMethodInvocation *call)
{
	struct request *request = g_new0(struct request, 1);

	request->visit = visit;
	request->id = g_strdup(id);
	request->window = window;
	request->call = call;
	g_ptr_array_add(visit->requests, request);
	if (!visit->timer)
		visit->timer = g_timeout_add(WAIT_MS, on_timer, visit);
	locate_request(visit->locate, 0);
}
