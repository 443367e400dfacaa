/* SPDX-License-Identifier: MIT */
#include "agent/naming.h"

struct request {
	struct naming *naming;
	char *id;
};

static void on_project(const char *name, gpointer data)
{
	struct request *request = data;
	struct naming *naming = request->naming;

	/* Of a process that is just ending nothing can be said any more. */
	if (*name && model_project(naming->model, request->id, name))
		naming->changed(naming->data);
	g_free(request->id);
	g_free(request);
}

void naming_find(struct naming *naming, const struct frame_session *session)
{
	const struct place *place = locate_find(naming->locate, session->id);
	struct project_facts facts = {
		session->pid, place ? place->pane_path : NULL, place ? place->session_name : NULL};
	struct request *request = g_new0(struct request, 1);

	request->naming = naming;
	request->id = g_strdup(session->id);
	project_find(naming->sources, &facts, on_project, request);
}
