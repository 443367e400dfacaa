/* SPDX-License-Identifier: MIT */
#include "agent/cli/table.h"

#include "agent/bus/field.h"
#include "agent/bus/order.h"
#include "agent/cli/grid.h"
#include "agent/cli/session.h"

#include <string.h>

static char **make_cells(GVariant *session, gint64 now_ms)
{
	char **cells = g_new0(char *, _CLI_COLUMN_MAX + 1);

	for (int i = 0; i < _CLI_COLUMN_MAX; i++)
		cells[i] = session ? cli_column_text(session, (enum cli_column)i, now_ms)
				   : g_strdup(cli_column_title((enum cli_column)i));
	return cells;
}

static const char *colour_of(GVariant *session)
{
	const char *state = field_string(session, "state");

	switch (order_need(session)) {
	case NEED_ATTENTION:
		return "\033[1;33m";
	case NEED_DIED:
		return "\033[31m";
	case NEED_FINISHED:
	case NEED_WAITING:
	case NEED_PROMPT:
		return "\033[1;32m";
	case NEED_NONE:
		break;
	}
	if (strcmp(state, "waiting") == 0)
		return "\033[32m";
	return strcmp(state, "working") == 0 ? "\033[36m" : "\033[2m";
}

char **table_lines(const GPtrArray *order, const struct table_style *style, gint64 now_ms)
{
	static const guint GIVING[] = {CLI_WHERE, CLI_PROJECT, CLI_AGENT, CLI_STATE, CLI_AGE};
	static const struct grid_shape SHAPE = {_CLI_COLUMN_MAX, GIVING, 3, CLI_STATE};
	struct grid *grid = grid_new(&SHAPE);
	char **lines;

	if (style->legend)
		grid_add(grid, make_cells(NULL, now_ms), style->coloured ? "\033[1m" : NULL);
	for (guint i = 0; i < order->len; i++) {
		GVariant *session = g_ptr_array_index(order, i);

		grid_add(grid, make_cells(session, now_ms),
			style->coloured ? colour_of(session) : NULL);
	}
	lines = grid_lines(grid, style->width);
	grid_free(grid);
	return lines;
}
