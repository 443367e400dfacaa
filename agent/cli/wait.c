/* SPDX-License-Identifier: MIT */
#include "agent/bus/field.h"
#include "agent/cli/age.h"
#include "agent/cli/cli.h"
#include "agent/cli/feed.h"
#include "agent/cli/sessions.h"
#include "agent/cli/until.h"

#include <stdio.h>
#include <string.h>

struct wait {
	const struct request *request;
	struct feed *feed;
	GMainLoop *loop;
	char *id;       /* of the one that is meant; NULL: any */
	gboolean begun; /* it is known which */
	int rc;
};

static void end(struct wait *wait, int rc)
{
	wait->rc = rc;
	g_main_loop_quit(wait->loop);
}

static void weigh(struct wait *wait, enum until_result result)
{
	if (result == UNTIL_REACHED)
		end(wait, CLI_OK);
	else if (result == UNTIL_ENDED)
		end(wait, CLI_ENDED);
}

static gboolean is_meant(const struct wait *wait, GVariant *session)
{
	return wait->begun && (!wait->id || strcmp(wait->id, field_string(session, "id")) == 0);
}

static void on_changed(GVariant *session, gpointer data)
{
	struct wait *wait = data;

	if (is_meant(wait, session))
		weigh(wait, until_session(wait->request->until, session));
}

static void on_removed(GVariant *session, gpointer data)
{
	struct wait *wait = data;
	g_autoptr(GPtrArray) order = feed_order(wait->feed);

	if (is_meant(wait, session))
		weigh(wait, until_removal(wait->request->until, wait->id ? 0 : order->len));
}

/* FALSE where there is nothing to wait for. */
static gboolean choose(struct wait *wait, const GPtrArray *order)
{
	const char *what = wait->request->words[0];
	g_autoptr(GVariant) session = NULL;
	int rc = CLI_FAILED;

	if (!what) {
		if (order->len > 0)
			return TRUE;
		fprintf(stderr, "ebpf-ai-monitor: no sessions\n");
		end(wait, CLI_ENDED);
		return FALSE;
	}
	session = sessions_choose(order, what, &rc);
	if (!session)
		end(wait, rc);
	else
		wait->id = g_strdup(field_string(session, "id"));
	return session != NULL;
}

static void on_settled(gpointer data)
{
	struct wait *wait = data;
	g_autoptr(GPtrArray) order = feed_order(wait->feed);

	if (wait->begun || !choose(wait, order))
		return;
	wait->begun = TRUE;
	for (guint i = 0; i < order->len; i++)
		on_changed(g_ptr_array_index(order, i), wait);
}

static void on_lost(gpointer data)
{
	end(data, CLI_FAILED);
}

static gboolean on_timeout(gpointer data)
{
	end(data, CLI_TIMEOUT);
	return G_SOURCE_CONTINUE;
}

static const struct feed_events EVENTS = {
	.changed = on_changed,
	.removed = on_removed,
	.settled = on_settled,
	.lost = on_lost,
};

int cli_wait(const struct request *request)
{
	g_autoptr(GMainLoop) loop = g_main_loop_new(NULL, FALSE);
	struct wait wait = {.request = request, .loop = loop};
	gint64 timeout_ms;

	if (request->timeout && age_parse(request->timeout, &timeout_ms))
		g_timeout_add((guint)MIN(timeout_ms, G_MAXUINT), on_timeout, &wait);
	wait.feed = feed_new(request->socket, &EVENTS, &wait);
	g_main_loop_run(loop);
	feed_free(wait.feed);
	g_free(wait.id);
	return wait.rc;
}
