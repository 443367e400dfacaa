/* SPDX-License-Identifier: MIT */
#include "agent/cli/sessions.h"

#include "agent/bus/field.h"
#include "agent/cli/agent.h"
#include "agent/cli/cli.h"
#include "agent/cli/feed.h"
#include "agent/cli/format.h"
#include "agent/cli/match.h"
#include "agent/config/text.h"

#define CANDIDATE "  {{id}}  {{state}}  {{agent}}  {{project}}  {{where}}"

struct question {
	GMainLoop *loop;
	gboolean is_answered;
};

static void on_settled(gpointer data)
{
	struct question *question = data;

	question->is_answered = TRUE;
	g_main_loop_quit(question->loop);
}

static void on_lost(gpointer data)
{
	struct question *question = data;

	g_main_loop_quit(question->loop);
}

static const struct feed_events EVENTS = {.settled = on_settled, .lost = on_lost};

GPtrArray *sessions_ask(const struct request *request)
{
	g_autoptr(GMainLoop) loop = g_main_loop_new(NULL, FALSE);
	struct question question = {.loop = loop};
	struct feed *feed = feed_new(request->socket, &EVENTS, &question);
	GPtrArray *order = NULL;

	g_main_loop_run(loop);
	if (question.is_answered)
		order = match_filtered(request, feed_order(feed));
	feed_free(feed);
	return order;
}

void sessions_print(FILE *out, const GPtrArray *order, const char *format)
{
	gint64 now_ms = g_get_real_time() / 1000;

	for (guint i = 0; i < order->len; i++) {
		g_autofree char *line = format_fill(format, g_ptr_array_index(order, i), now_ms);

		fprintf(out, "%s\n", line);
	}
}

GVariant *sessions_choose(const GPtrArray *order, const char *what, int *ret_rc)
{
	g_autoptr(GPtrArray) found = match_what(order, what);
	g_autofree char *name = text_clean(what);

	if (found->len == 1)
		return g_variant_ref(g_ptr_array_index(found, 0));
	if (found->len == 0) {
		fprintf(stderr, "ebpf-ai-monitor: no session is called '%s'; list shows them\n",
			name);
		*ret_rc = CLI_FAILED;
		return NULL;
	}
	fprintf(stderr, "ebpf-ai-monitor: '%s' may be any of these; say more, or the id:\n", name);
	sessions_print(stderr, found, CANDIDATE);
	*ret_rc = CLI_USAGE;
	return NULL;
}

GVariant *sessions_find(const struct request *request, int *ret_rc)
{
	g_autoptr(GPtrArray) order = sessions_ask(request);

	*ret_rc = CLI_FAILED;
	return order ? sessions_choose(order, request->words[0], ret_rc) : NULL;
}

int sessions_focus(GVariant *session)
{
	g_autoptr(GDBusConnection) bus = cli_agent_connect();
	g_autofree char *why = bus ? cli_agent_focus(bus, field_string(session, "id")) : NULL;

	if (why)
		fprintf(stderr, "ebpf-ai-monitor: it can't be gone to: %s\n", why);
	return bus && !why ? CLI_OK : CLI_FAILED;
}
