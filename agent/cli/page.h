/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_PAGE_H
#define AGENT_CLI_PAGE_H

#include "agent/cli/table.h"

/* A screen full of sessions. Pure. */

struct page {
	const GPtrArray *order; /* of sessions */
	const char *note;       /* the last line, or NULL */
	int width, height;      /* of the terminal */
	gboolean coloured;
};

/* The lines, ending with NULL: as many as there is room for, none wider. The caller frees. */
char **page_lines(const struct page *page, gint64 now_ms);

/* How long they stay true while nothing happens; -1: for ever. */
gint64 page_lasts_ms(const struct page *page, gint64 now_ms);

#endif
