/* SPDX-License-Identifier: MIT */
#include "agent/cli/grid.h"

#define GAP       2 /* between columns */
#define NAMES_MIN 6 /* of a name that gives way */

struct row {
	char **cells;
	const char *colour;
};

struct grid {
	const struct grid_shape *shape;
	GArray *rows; /* struct row */
};

static void row_clear(gpointer data)
{
	g_strfreev(((struct row *)data)->cells);
}

struct grid *grid_new(const struct grid_shape *shape)
{
	struct grid *grid = g_new0(struct grid, 1);

	grid->shape = shape;
	grid->rows = g_array_new(FALSE, FALSE, sizeof(struct row));
	g_array_set_clear_func(grid->rows, row_clear);
	return grid;
}

void grid_free(struct grid *grid)
{
	g_array_unref(grid->rows);
	g_free(grid);
}

void grid_add(struct grid *grid, char **cells, const char *colour)
{
	struct row row = {cells, colour};

	g_array_append_val(grid->rows, row);
}

static int width_of(gunichar c)
{
	return g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
}

int grid_width(const char *text)
{
	int width = 0;

	for (const char *p = text; *p; p = g_utf8_next_char(p))
		width += width_of(g_utf8_get_char(p));
	return width;
}

char *grid_cut(const char *text, int width)
{
	const char *p = text;
	g_autofree char *part = NULL;
	int used = 0;

	if (grid_width(text) <= width)
		return g_strdup(text);
	for (; *p && used + width_of(g_utf8_get_char(p)) < width; p = g_utf8_next_char(p))
		used += width_of(g_utf8_get_char(p));
	part = g_strndup(text, (gsize)(p - text));
	return g_strconcat(part, width > 0 ? "…" : "", NULL);
}

static int *measure(const struct grid *grid)
{
	int *widths = g_new0(int, grid->shape->columns);

	for (guint n = 0; n < grid->rows->len; n++)
		for (guint i = 0; i < grid->shape->columns; i++)
			widths[i] = MAX(widths[i],
				grid_width(g_array_index(grid->rows, struct row, n).cells[i]));
	return widths;
}

static int sum(const struct grid_shape *shape, const int *widths)
{
	int total = GAP * ((int)shape->columns - 1);

	for (guint i = 0; i < shape->columns; i++)
		total += widths[i];
	return total;
}

/* Names give way, the longest first; at last everything does. */
static void fit(const struct grid_shape *shape, int *widths, int room)
{
	for (int least = NAMES_MIN; least >= 0; least -= NAMES_MIN)
		while (sum(shape, widths) > room) {
			int *widest = &widths[shape->giving[0]];

			for (guint i = 1; i < (least ? shape->names : shape->columns); i++)
				if (widths[shape->giving[i]] > *widest)
					widest = &widths[shape->giving[i]];
			if (*widest <= least)
				break;
			--*widest;
		}
}

static char *join(const struct grid_shape *shape, const struct row *row, const int *widths)
{
	GString *line = g_string_new(NULL);

	for (guint i = 0; i < shape->columns; i++) {
		g_autofree char *text = grid_cut(row->cells[i], widths[i]);
		int pad = widths[i] - grid_width(text) + GAP;

		if (i == shape->painted && row->colour)
			g_string_append_printf(line, "%s%s\033[0m", row->colour, text);
		else
			g_string_append(line, text);
		if (i + 1 < shape->columns)
			g_string_append_printf(line, "%*s", pad, "");
	}
	/* What is cut away may leave blanks at the end. */
	return g_strchomp(g_string_free(line, FALSE));
}

char **grid_lines(const struct grid *grid, int width)
{
	g_autofree int *widths = measure(grid);
	char **lines = g_new0(char *, grid->rows->len + 1);

	if (width > 0)
		fit(grid->shape, widths, width);
	for (guint n = 0; n < grid->rows->len; n++)
		lines[n] = join(grid->shape, &g_array_index(grid->rows, struct row, n), widths);
	return lines;
}
