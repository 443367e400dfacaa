/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BUS_FIELD_H
#define AGENT_BUS_FIELD_H

#include <glib.h>

/* What is in a session as the bus shows it, an a{sv}: of whatever version, so anything may be
 * missing. Pure. */

/* "" where there is none. */
const char *field_string(GVariant *session, const char *key);
gint64 field_int64(GVariant *session, const char *key);
gboolean field_boolean(GVariant *session, const char *key);

#endif
