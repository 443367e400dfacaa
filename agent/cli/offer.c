/* SPDX-License-Identifier: MIT */
#include "agent/cli/offer.h"

#include "agent/bus/field.h"
#include "agent/cli/format.h"
#include "agent/cli/session.h"

#include <string.h>

static void make_line(GPtrArray *lines, GVariant *session, const char *format, gint64 now_ms)
{
	g_autofree char *line = format_fill(format, session, now_ms);
	g_autofree char *id = NULL;

	/* A menu takes an end of line in it for the end of the entry. */
	g_strdelimit(line, "\n\r", ' ');
	g_strstrip(line);
	if (!g_ptr_array_find_with_equal_func(lines, line, g_str_equal, NULL)) {
		g_ptr_array_add(lines, g_steal_pointer(&line));
		return;
	}
	id = cli_session_field(session, "id", now_ms);
	g_ptr_array_add(lines, g_strdup_printf("%s  %s", line, id));
}

char **offer_lines(const GPtrArray *order, const char *format, gint64 now_ms)
{
	GPtrArray *lines = g_ptr_array_new();

	for (guint i = 0; i < order->len; i++)
		make_line(lines, g_ptr_array_index(order, i), format, now_ms);
	g_ptr_array_add(lines, NULL);
	return (char **)g_ptr_array_free(lines, FALSE);
}

int offer_find(char *const *lines, const char *answer)
{
	g_autofree char *line = g_strstrip(g_strdup(answer));

	for (int i = 0; lines[i]; i++)
		if (strcmp(lines[i], line) == 0)
			return i;
	return -1;
}
