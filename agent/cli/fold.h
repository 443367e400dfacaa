/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_FOLD_H
#define AGENT_CLI_FOLD_H

#include <glib.h>

/* Appends TEXT and a newline to OUT, whose last line takes INDENT columns of a terminal already, in lines
 * that take no more than WIDTH, 0 for one line; the others are indented by as much. Pure. */
void fold_append(GString *out, const char *text, int indent, int width);

#endif
