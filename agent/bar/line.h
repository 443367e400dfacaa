/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BAR_LINE_H
#define AGENT_BAR_LINE_H

#include "agent/bar/view.h"

/* A view in the words that each bar reads, a line. Pure. */

struct line_format {
	const char *name;
	const char *begin;   /* what goes before the first line, newline included; "" for nothing */
	gboolean has_clicks; /* the bar tells of them */
	char *(*make)(const struct view *view); /* no newline; the caller frees */
};

/* "waybar", "i3bar" ...; NULL where there is none of that name. */
const struct line_format *line_format_find(const char *name);

/* "waybar", "i3bar" ...; ends with NULL. */
const char *const *line_format_names(void);

#endif
