/* SPDX-License-Identifier: MIT */
#include "agent/cli/table.h"

#include "agent/bus/order.h"
#include "agent/cli/session.h"

#include <string.h>

#define GAP        2 /* between columns */
#define SHRUNK_MIN 6 /* of a column that gives way */

static int width_of(gunichar c)
{
	return g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
}

int table_width(const char *text)
{
	int width = 0;

	for (const char *p = text; *p; p = g_utf8_next_char(p))
		width += width_of(g_utf8_get_char(p));
	return width;
}

/* As much of TEXT as WIDTH columns hold. */
static char *cut(const char *text, int width)
{
	const char *p = text;
	g_autofree char *part = NULL;
	int used = 0;

	if (table_width(text) <= width)
		return g_strdup(text);
	for (; *p && used + width_of(g_utf8_get_char(p)) < width; p = g_utf8_next_char(p))
		used += width_of(g_utf8_get_char(p));
	part = g_strndup(text, (gsize)(p - text));
	return g_strconcat(part, width > 0 ? "…" : "", NULL);
}

static char **make_cells(GVariant *session, gint64 now_ms)
{
	char **cells = g_new0(char *, _CLI_COLUMN_MAX + 1);

	for (int i = 0; i < _CLI_COLUMN_MAX; i++)
		cells[i] = session ? cli_column_text(session, (enum cli_column)i, now_ms)
				   : g_strdup(cli_column_title((enum cli_column)i));
	return cells;
}

static int sum(const int *widths)
{
	int total = GAP * (_CLI_COLUMN_MAX - 1);

	for (int i = 0; i < _CLI_COLUMN_MAX; i++)
		total += widths[i];
	return total;
}

/* Names give way, the longest first; at last everything does. */
static void fit(int *widths, int room)
{
	static const enum cli_column GIVING[] = {
		CLI_WHERE, CLI_PROJECT, CLI_AGENT, CLI_STATE, CLI_AGE};

	for (int least = SHRUNK_MIN; least >= 0; least -= SHRUNK_MIN)
		while (sum(widths) > room) {
			int *widest = &widths[GIVING[0]];

			for (gsize i = 1; i < (least ? 3 : G_N_ELEMENTS(GIVING)); i++)
				if (widths[GIVING[i]] > *widest)
					widest = &widths[GIVING[i]];
			if (*widest <= least)
				break;
			--*widest;
		}
}

static const char *colour_of(GVariant *session)
{
	switch (order_rank(session)) {
	case ORDER_ATTENTION:
		return "\033[1;33m";
	case ORDER_DIED:
		return "\033[31m";
	case ORDER_UNSEEN:
		return "\033[1;32m";
	case ORDER_SEEN:
		return "\033[32m";
	case ORDER_WORKING:
		return "\033[36m";
	case ORDER_STOPPED:
	case ORDER_UNKNOWN:
		break;
	}
	return "\033[2m";
}

static char *join(char *const *cells, const int *widths, const char *colour)
{
	GString *line = g_string_new(NULL);

	for (int i = 0; i < _CLI_COLUMN_MAX; i++) {
		g_autofree char *text = cut(cells[i], widths[i]);
		int pad = widths[i] - table_width(text) + GAP;

		if (i == CLI_STATE && colour)
			g_string_append_printf(line, "%s%s\033[0m", colour, text);
		else
			g_string_append(line, text);
		if (i + 1 < _CLI_COLUMN_MAX)
			g_string_append_printf(line, "%*s", pad, "");
	}
	/* What is cut away may leave blanks at the end. */
	return g_strchomp(g_string_free(line, FALSE));
}

static void widen(int *widths, char *const *cells)
{
	for (int i = 0; i < _CLI_COLUMN_MAX; i++)
		widths[i] = MAX(widths[i], table_width(cells[i]));
}

char **table_lines(const GPtrArray *order, const struct table_style *style, gint64 now_ms)
{
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
	GPtrArray *lines = g_ptr_array_new();
	int widths[_CLI_COLUMN_MAX] = {0};

	if (style->legend)
		g_ptr_array_add(rows, make_cells(NULL, now_ms));
	for (guint i = 0; i < order->len; i++)
		g_ptr_array_add(rows, make_cells(g_ptr_array_index(order, i), now_ms));
	for (guint i = 0; i < rows->len; i++)
		widen(widths, g_ptr_array_index(rows, i));
	if (style->width > 0)
		fit(widths, style->width);
	for (guint i = 0; i < rows->len; i++) {
		gboolean is_title = style->legend && i == 0;
		GVariant *session = is_title ? NULL : g_ptr_array_index(order, i - style->legend);
		const char *colour = is_title ? "\033[1m" : colour_of(session);

		g_ptr_array_add(lines,
			join(g_ptr_array_index(rows, i), widths, style->coloured ? colour : NULL));
	}
	g_ptr_array_add(lines, NULL);
	return (char **)g_ptr_array_free(lines, FALSE);
}
