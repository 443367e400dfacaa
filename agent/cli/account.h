/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_ACCOUNT_H
#define AGENT_CLI_ACCOUNT_H

#include <glib.h>

/* What decided that a session is said to be as it is, and to be where it is: for who doubts it. Pure;
 * the callers free. */

/* Lines of printable text, each with its end, of at most WIDTH columns, 0 for as many as it takes.
 * FACTS is an a{sv}, as the bus explains a session. */
char *account_text(GVariant *facts, int width, gint64 now_ms);

#endif
