/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_FORMAT_H
#define AGENT_CLI_FORMAT_H

#include <glib.h>

/* Lines of a user's own: "{{state}} {{agent}}". Pure; the callers free. */

/* FALSE where FORMAT has braces around something else. */
gboolean format_check(const char *format, GError **error);

char *format_fill(const char *format, GVariant *session, gint64 now_ms);

#endif
