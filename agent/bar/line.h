/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BAR_LINE_H
#define AGENT_BAR_LINE_H

#include "agent/bar/view.h"

/* A view in the words that each bar reads, a line. Pure. */

struct line_format;

/* "waybar", "i3bar" ...; NULL where there is none of that name. */
const struct line_format *line_format_find(const char *name);

/* "waybar", "i3bar" ...; ends with NULL. */
const char *const *line_format_names(void);

/* What goes before the first line, newline included; "" for nothing. */
const char *line_begin(const struct line_format *format);

/* The bar tells of clicks. */
gboolean line_has_clicks(const struct line_format *format);

/* No newline; the caller frees. */
char *line_make(const struct line_format *format, const struct view *view);

#endif
