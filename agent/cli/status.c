/* SPDX-License-Identifier: MIT */
#include "agent/cli/agent.h"
#include "agent/cli/cli.h"
#include "agent/cli/session.h"

#include <stdio.h>

/* Columns on a terminal. */
static int get_width(const char *text)
{
	int width = 0;

	for (const char *p = text; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		width += g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
	}
	return width;
}

static void print_row(char *const *cells, const int *widths)
{
	for (int i = 0; i < _CLI_COLUMN_MAX; i++) {
		fputs(cells[i], stdout);
		if (i + 1 < _CLI_COLUMN_MAX)
			printf("%*s", widths[i] - get_width(cells[i]) + 2, "");
	}
	putchar('\n');
}

static char **make_title(void)
{
	char **cells = g_new0(char *, _CLI_COLUMN_MAX + 1);

	for (int i = 0; i < _CLI_COLUMN_MAX; i++)
		cells[i] = g_strdup(cli_column_title((enum cli_column)i));
	return cells;
}

static char **make_row(GVariant *session, gint64 now_ms)
{
	char **cells = g_new0(char *, _CLI_COLUMN_MAX + 1);

	for (int i = 0; i < _CLI_COLUMN_MAX; i++)
		cells[i] = cli_column_text(session, (enum cli_column)i, now_ms);
	return cells;
}

static void print_table(GVariant *sessions)
{
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
	gint64 now_ms = g_get_real_time() / 1000;
	int widths[_CLI_COLUMN_MAX] = {0};

	g_ptr_array_add(rows, make_title());
	for (gsize i = 0; i < g_variant_n_children(sessions); i++) {
		g_autoptr(GVariant) session = g_variant_get_child_value(sessions, i);

		g_ptr_array_add(rows, make_row(session, now_ms));
	}
	for (guint n = 0; n < rows->len; n++)
		for (int i = 0; i < _CLI_COLUMN_MAX; i++)
			widths[i] =
				MAX(widths[i], get_width(((char **)g_ptr_array_index(rows, n))[i]));
	for (guint n = 0; n < rows->len; n++)
		print_row(g_ptr_array_index(rows, n), widths);
}

static void print_json(GVariant *sessions)
{
	putchar('[');
	for (gsize i = 0; i < g_variant_n_children(sessions); i++) {
		g_autoptr(GVariant) session = g_variant_get_child_value(sessions, i);
		g_autofree char *json = cli_session_json(session);

		printf("%s%s", i ? ",\n" : "", json);
	}
	puts("]");
}

int cli_status(int argc, char **argv)
{
	g_autoptr(GDBusConnection) bus = NULL;
	g_autoptr(GVariant) sessions = NULL;
	gboolean json = FALSE;
	int rc;

	if (!cli_agent_options(argc, argv, "Prints a table of all sessions.", &json, &rc))
		return rc;
	bus = cli_agent_connect();
	sessions = bus ? cli_agent_sessions(bus) : NULL;
	if (!sessions)
		return CLI_FAILED;
	cli_agent_warn_stale(bus);
	if (json)
		print_json(sessions);
	else if (g_variant_n_children(sessions) == 0)
		puts("No sessions.");
	else
		print_table(sessions);
	return CLI_OK;
}
