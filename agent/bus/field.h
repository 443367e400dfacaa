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

/* SESSION with what has changed of the PROPERTIES of its object, which are called KindReason where the
 * field is kind-reason; NULL where there is none yet. A new reference; what is equal is in the same
 * order. */
GVariant *field_merge(GVariant *session, GVariant *properties);

#endif
