/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_GRID_H
#define AGENT_CLI_GRID_H

#include <glib.h>

/* Cells in columns, for a terminal. Pure; the callers free. */

struct grid_shape {
	guint columns;
	const guint *giving; /* columns in the order in which they give way, all of them */
	guint names;   /* so many of those first, down to a few letters, before the rest does */
	guint painted; /* the column that the colour of a row is for */
};

struct grid;

struct grid *grid_new(const struct grid_shape *shape);
void grid_free(struct grid *grid);

/* Takes CELLS, as many as there are columns and a NULL. COLOUR is a sequence of ECMA-48, or NULL. */
void grid_add(struct grid *grid, char **cells, const char *colour);

/* Lines, ending with NULL, none wider than WIDTH columns of the terminal; 0 for as wide as it takes. */
char **grid_lines(const struct grid *grid, int width);

/* How many columns of a terminal TEXT takes. */
int grid_width(const char *text);

/* As much of TEXT as so many hold. */
char *grid_cut(const char *text, int width);

#endif
