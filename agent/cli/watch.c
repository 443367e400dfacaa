/* SPDX-License-Identifier: MIT */
#include "agent/bus/name.h"
#include "agent/cli/agent.h"
#include "agent/cli/cli.h"
#include "agent/cli/session.h"

#include <glib-unix.h>
#include <stdio.h>
#include <string.h>

struct watch {
	GMainLoop *loop;
	GHashTable *sessions; /* id -> struct known */
	gboolean json;
	int rc;
};

/* WHAT is the text of the last two columns, or NULL for that of the session. */
static char *make_line(GVariant *session, const char *what)
{
	g_autofree char *agent = cli_column_text(session, CLI_AGENT, 0);
	g_autofree char *project = cli_column_text(session, CLI_PROJECT, 0);
	g_autofree char *state = cli_column_text(session, CLI_STATE, 0);
	g_autofree char *window = cli_column_text(session, CLI_WHERE, 0);

	if (what)
		return g_strdup_printf("%-11s %-12s %s", agent, project, what);
	return g_strdup_printf("%-11s %-12s %-19s %s", agent, project, state, window);
}

/* What was last printed of a session, without the time, and what to print when it is gone. */
struct known {
	char *line;
	char *end;
};

static void known_free(gpointer data)
{
	struct known *known = data;

	g_free(known->line);
	g_free(known->end);
	g_free(known);
}

static struct known *make_known(const struct watch *watch, GVariant *session, const char *id)
{
	struct known *known = g_new0(struct known, 1);

	known->line = watch->json ? cli_session_json(session) : make_line(session, NULL);
	known->end = watch->json ? cli_session_end_json(id) : make_line(session, "exited");
	return known;
}

static void print_line(const struct watch *watch, const char *line)
{
	g_autoptr(GDateTime) now = g_date_time_new_now_local();
	g_autofree char *time = g_date_time_format(now, "%H:%M:%S");

	printf("%s%s%s\n", watch->json ? "" : time, watch->json ? "" : "  ", line);
	fflush(stdout);
}

static void take_session(struct watch *watch, GVariant *session)
{
	const struct known *before;
	struct known *known;
	const char *id = "";

	g_variant_lookup(session, "id", "&s", &id);
	before = g_hash_table_lookup(watch->sessions, id);
	known = make_known(watch, session, id);
	/* What changed may be nothing this line shows. */
	if (!before || strcmp(before->line, known->line) != 0)
		print_line(watch, known->line);
	g_hash_table_insert(watch->sessions, g_strdup(id), known);
}

static void take_removal(struct watch *watch, const char *id)
{
	const struct known *known = g_hash_table_lookup(watch->sessions, id);

	if (known)
		print_line(watch, known->end);
	g_hash_table_remove(watch->sessions, id);
}

static void on_signal(GDBusConnection *bus, const char *sender, const char *path,
	const char *interface, const char *signal, GVariant *parameters, gpointer data)
{
	if (g_strcmp0(signal, "SessionChanged") == 0 &&
		g_variant_is_of_type(parameters, G_VARIANT_TYPE("(a{sv})"))) {
		g_autoptr(GVariant) session = g_variant_get_child_value(parameters, 0);

		take_session(data, session);
	} else if (g_strcmp0(signal, "SessionRemoved") == 0 &&
		g_variant_is_of_type(parameters, G_VARIANT_TYPE("(s)"))) {
		const char *id;

		g_variant_get(parameters, "(&s)", &id);
		take_removal(data, id);
	}
}

static void on_vanished(GDBusConnection *bus, const char *name, gpointer data)
{
	struct watch *watch = data;

	fprintf(stderr, "ebpf-ai-monitor: the agent has ended\n");
	watch->rc = CLI_FAILED;
	g_main_loop_quit(watch->loop);
}

static gboolean on_interrupt(gpointer data)
{
	struct watch *watch = data;

	g_main_loop_quit(watch->loop);
	return G_SOURCE_CONTINUE;
}

static int run(GDBusConnection *bus, struct watch *watch)
{
	g_autoptr(GVariant) sessions = NULL;

	/* Before the list is asked for, so that nothing falls in between. */
	g_dbus_connection_signal_subscribe(bus, BUS_FORMER_NAME, BUS_INTERFACE, NULL,
		BUS_FORMER_PATH, NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_signal, watch, NULL);
	sessions = cli_agent_sessions(bus);
	if (!sessions)
		return CLI_FAILED;
	cli_agent_warn_stale(bus);
	for (gsize i = 0; i < g_variant_n_children(sessions); i++) {
		g_autoptr(GVariant) session = g_variant_get_child_value(sessions, i);

		take_session(watch, session);
	}
	g_bus_watch_name_on_connection(bus, BUS_FORMER_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE, NULL,
		on_vanished, watch, NULL);
	g_unix_signal_add(SIGINT, on_interrupt, watch);
	g_unix_signal_add(SIGTERM, on_interrupt, watch);
	g_main_loop_run(watch->loop);
	return watch->rc;
}

int cli_watch(const struct request *request)
{
	g_autoptr(GDBusConnection) bus = NULL;
	g_autoptr(GMainLoop) loop = g_main_loop_new(NULL, FALSE);
	g_autoptr(GHashTable) sessions =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, known_free);
	struct watch watch = {
		.loop = loop, .sessions = sessions, .json = request->json, .rc = CLI_OK};

	bus = cli_agent_connect();
	return bus ? run(bus, &watch) : CLI_FAILED;
}
