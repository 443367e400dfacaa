/* SPDX-License-Identifier: MIT */
#include "agent/bus/field.h"

const char *field_string(GVariant *session, const char *key)
{
	const char *value = "";

	g_variant_lookup(session, key, "&s", &value);
	return value;
}

gint64 field_int64(GVariant *session, const char *key)
{
	gint64 value = 0;

	g_variant_lookup(session, key, "x", &value);
	return value;
}

gboolean field_boolean(GVariant *session, const char *key)
{
	gboolean value = FALSE;

	g_variant_lookup(session, key, "b", &value);
	return value;
}
