/* SPDX-License-Identifier: MIT */
#include "agent/bus/list.h"

#include "agent/bus/describe.h"

GVariant *list_session(const struct model_session *session, struct locate *locate)
{
	const struct place *place = locate_find(locate, session->frame.id);

	return describe_session(session, place,
		place && place->window ? locate_window(locate, place->window) : NULL);
}

GVariant *list_sessions(struct model *model, struct locate *locate)
{
	g_autoptr(GPtrArray) sessions = model_list(model);
	GVariantBuilder builder;

	g_variant_builder_init(&builder, G_VARIANT_TYPE("aa{sv}"));
	for (guint i = 0; i < sessions->len; i++)
		g_variant_builder_add_value(
			&builder, list_session(g_ptr_array_index(sessions, i), locate));
	return g_variant_builder_end(&builder);
}
