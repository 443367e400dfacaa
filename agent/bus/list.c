/* SPDX-License-Identifier: MIT */
#include "agent/bus/list.h"

#include "agent/bus/describe.h"

GVariant *list_sessions(struct model *model, struct locate *locate)
{
	g_autoptr(GPtrArray) sessions = model_list(model);
	GVariantBuilder builder;

	g_variant_builder_init(&builder, G_VARIANT_TYPE("aa{sv}"));
	for (guint i = 0; i < sessions->len; i++) {
		const struct model_session *s = g_ptr_array_index(sessions, i);
		const struct place *place = locate_find(locate, s->frame.id);
		const struct sway_window *window =
			place && place->window ? locate_window(locate, place->window) : NULL;

		g_variant_builder_add_value(&builder, describe_session(s, place, window));
	}
	return g_variant_builder_end(&builder);
}
