/* SPDX-License-Identifier: MIT */
#include "agent/bus/field.h"

#include <string.h>

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

static char *name_field(const char *property)
{
	GString *name = g_string_new(NULL);

	for (const char *p = property; *p; p++) {
		if (g_ascii_isupper(*p) && p != property)
			g_string_append_c(name, '-');
		g_string_append_c(name, g_ascii_tolower(*p));
	}
	return g_string_free(name, FALSE);
}

/* By the names of fields. */
static GPtrArray *list_fields(GVariant *properties)
{
	GPtrArray *fields = g_ptr_array_new_with_free_func((GDestroyNotify)g_variant_unref);
	GVariantIter iter;
	const char *key;
	GVariant *value;

	g_variant_iter_init(&iter, properties);
	while (g_variant_iter_loop(&iter, "{&sv}", &key, &value)) {
		g_autofree char *name = name_field(key);

		g_ptr_array_add(fields, g_variant_ref_sink(g_variant_new("{sv}", name, value)));
	}
	return fields;
}

static const char *get_key(GVariant *field)
{
	const char *key;

	g_variant_get_child(field, 0, "&s", &key);
	return key;
}

/* Takes out of FIELDS what is called KEY, a new reference, or NULL. */
static GVariant *take_field(GPtrArray *fields, const char *key)
{
	for (guint i = 0; i < fields->len; i++)
		if (strcmp(get_key(g_ptr_array_index(fields, i)), key) == 0)
			return g_ptr_array_steal_index(fields, i);
	return NULL;
}

GVariant *field_merge(GVariant *session, GVariant *properties)
{
	g_autoptr(GPtrArray) changed = list_fields(properties);
	GVariantBuilder builder;

	g_variant_builder_init(&builder, G_VARIANT_TYPE_VARDICT);
	for (gsize i = 0; session && i < g_variant_n_children(session); i++) {
		g_autoptr(GVariant) old = g_variant_get_child_value(session, i);
		g_autoptr(GVariant) new = take_field(changed, get_key(old));

		g_variant_builder_add_value(&builder, new ? new : old);
	}
	for (guint i = 0; i < changed->len; i++)
		g_variant_builder_add_value(&builder, g_ptr_array_index(changed, i));
	return g_variant_ref_sink(g_variant_builder_end(&builder));
}
