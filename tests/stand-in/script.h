/* SPDX-License-Identifier: MIT */
#ifndef STAND_IN_SCRIPT_H
#define STAND_IN_SCRIPT_H

#include "stage.h"

/* Runs the commands of TEXT (separated by newlines or semicolons, # to the line's end is a remark)
 * and writes to the text. 0 at its end; -EINVAL for a word that is no command, which ERR names. */
int script_run(struct stage *s, char *text, const char **ret_bad);

/* The commands and what they do, a line each. */
void script_help(FILE *out);

#endif
