/* SPDX-License-Identifier: MIT */
#include "agent/bus/describe.h"

#include "agent/bus/name.h"
#include "agent/session/need.h"

/* The bus closes the connection of who sends what is no UTF-8. */
static void add_string(GVariantBuilder *builder, const char *key, const char *value)
{
	g_autofree char *valid = g_utf8_make_valid(value, -1);

	g_variant_builder_add(builder, "{sv}", key, g_variant_new_string(valid));
}

static void add_int64(GVariantBuilder *builder, const char *key, gint64 value)
{
	g_variant_builder_add(builder, "{sv}", key, g_variant_new_int64(value));
}

static void add_frame(GVariantBuilder *builder, const struct frame_session *f)
{
	add_string(builder, "id", f->id);
	add_string(builder, "name", f->name);
	add_string(builder, "source", f->source);
	add_string(builder, "agent", text_agent(f->source, f->name));
	add_string(builder, "tty", f->tty);
	add_string(builder, "state", session_state_name(f->state));
	add_string(builder, "reason", session_reason_name(f->reason));
	add_string(builder, "kind", session_kind_name(f->kind));
	add_string(
		builder, "kind-reason", f->kind_known ? session_reason_name(f->kind_reason) : "");
	add_int64(builder, "since-ms", f->since_ms);
	add_int64(builder, "started-ms", f->started_ms);
	add_int64(builder, "worked-ms", f->worked_ms);
	g_variant_builder_add(builder, "{sv}", "pid", g_variant_new_uint32((guint32)f->pid));
}

static GVariant *make_candidates(const struct place *place)
{
	gboolean ambiguous = place && place->result == PLACE_AMBIGUOUS;

	return g_variant_new_fixed_array(G_VARIANT_TYPE_INT64,
		ambiguous ? place->candidates->data : NULL, ambiguous ? place->candidates->len : 0,
		sizeof(gint64));
}

static void add_path(GVariantBuilder *builder, const GPtrArray *steps)
{
	GVariantBuilder path;

	g_variant_builder_init(&path, G_VARIANT_TYPE_STRING_ARRAY);
	for (guint i = 0; steps && i < steps->len; i++) {
		g_autofree char *valid = g_utf8_make_valid(g_ptr_array_index(steps, i), -1);

		g_variant_builder_add(&path, "s", valid);
	}
	g_variant_builder_add(builder, "{sv}", "path", g_variant_builder_end(&path));
}

static void add_place(
	GVariantBuilder *builder, const struct place *place, const struct sway_window *window)
{
	g_autofree char *target = place ? describe_target(place) : NULL;

	add_int64(builder, "window", place ? place->window : 0);
	g_variant_builder_add(builder, "{sv}", "candidates", make_candidates(place));
	add_path(builder, place ? place->steps : NULL);
	add_string(builder, "tmux", target ? target : "");
	add_string(builder, "title", window ? window->name : "");
	add_string(builder, "workspace", window ? window->workspace : "");
}

/* Of another machine there may be nothing here that shows it. */
static const char *name_place(const struct model_session *session, const struct place *place)
{
	if (!place && model_session_is_remote(session))
		return "remote";
	return place_result_name(place ? place->result : PLACE_PENDING);
}

GVariant *describe_session(const struct model_session *session, const struct place *place,
	const struct sway_window *window)
{
	GVariantBuilder builder;

	g_variant_builder_init(&builder, G_VARIANT_TYPE_VARDICT);
	add_frame(&builder, &session->frame);
	add_string(&builder, "project", session->project);
	add_string(&builder, "need", need_name(need_of(session)));
	g_variant_builder_add(&builder, "{sv}", "seen", g_variant_new_boolean(session->seen));
	g_variant_builder_add(&builder, "{sv}", "background",
		g_variant_new_boolean(evidence_has_shell(&session->evidence)));
	add_string(&builder, "place", name_place(session, place));
	add_place(&builder, place, window);
	return g_variant_builder_end(&builder);
}

char *describe_target(const struct place *place)
{
	if (!place->session_name)
		return NULL;
	return g_strdup_printf("%s:%s", place->session_name, place->pane_index);
}

char *describe_path(const char *id)
{
	/* An element of a path is never empty. */
	GString *path = g_string_new(*id ? BUS_PATH "/session/" : BUS_PATH "/session/_");

	for (const char *p = id; *p; p++) {
		if (g_ascii_isalnum(*p))
			g_string_append_c(path, *p);
		else
			g_string_append_printf(path, "_%02x", (guchar)*p);
	}
	return g_string_free(path, FALSE);
}
