/* SPDX-License-Identifier: MIT */
#include "agent/cli/session.h"

#include "agent/config/text.h"

#include <jansson.h>
#include <string.h>

const char *cli_column_title(enum cli_column column)
{
	static const char *const TITLES[_CLI_COLUMN_MAX] = {
		[CLI_AGENT] = "AGENT",
		[CLI_PROJECT] = "PROJECT",
		[CLI_STATE] = "STATE",
		[CLI_SINCE] = "SINCE",
		[CLI_WINDOW] = "WINDOW",
	};

	return TITLES[column];
}

static const char *get_string(GVariant *session, const char *key)
{
	const char *value = "";

	g_variant_lookup(session, key, "&s", &value);
	return value;
}

static gint64 get_int64(GVariant *session, const char *key)
{
	gint64 value = 0;

	g_variant_lookup(session, key, "x", &value);
	return value;
}

/* What it waits for, and what tells so. */
static char *describe_wait(const char *kind, const char *reason)
{
	const char *what = strcmp(kind, "attention") == 0 ? "approval" : kind;

	if (!*reason)
		return g_strdup(*what ? what : "waiting");
	if (*what)
		return g_strdup_printf(
			"%s (%s)", what, strcmp(reason, "status-file") == 0 ? "file" : reason);
	/* Where nothing asks any more, what told that it asked tells that. */
	return g_strdup(strcmp(reason, "quiet") == 0 || strcmp(reason, "scan") == 0
			? "waiting (unclear)"
			: "waiting (answered)");
}

static char *describe_state(GVariant *session)
{
	const char *state = get_string(session, "state");

	if (strcmp(state, "waiting") != 0)
		return g_strdup(state);
	return describe_wait(get_string(session, "kind"), get_string(session, "kind-reason"));
}

static char *list_candidates(GVariant *session)
{
	g_autoptr(GVariant) candidates =
		g_variant_lookup_value(session, "candidates", G_VARIANT_TYPE("ax"));
	GString *text = g_string_new("ambiguous");

	for (gsize i = 0; candidates && i < g_variant_n_children(candidates); i++) {
		gint64 id;

		g_variant_get_child(candidates, i, "x", &id);
		g_string_append_printf(text, "%s%" G_GINT64_FORMAT, i ? " or " : ": ", id);
	}
	return g_string_free(text, FALSE);
}

static char *describe_place(GVariant *session)
{
	const char *place = get_string(session, "place");

	if (strcmp(place, "found") == 0)
		return g_strdup_printf("workspace %s", get_string(session, "workspace"));
	if (strcmp(place, "ambiguous") == 0)
		return list_candidates(session);
	return g_strdup(place);
}

static char *describe_window(GVariant *session)
{
	g_autofree char *place = describe_place(session);
	const char *tmux = get_string(session, "tmux");

	return *tmux ? g_strdup_printf("%s, tmux %s", place, tmux) : g_steal_pointer(&place);
}

static char *make_printable(char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	GString *out = g_string_new(NULL);

	for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		g_string_append_unichar(out, g_unichar_isprint(c) ? c : 0xfffd);
	}
	g_free(text);
	return g_string_free(out, FALSE);
}

char *cli_column_text(GVariant *session, enum cli_column column, gint64 now_ms)
{
	switch (column) {
	case CLI_AGENT:
		return make_printable(g_strdup(get_string(session, "agent")));
	case CLI_PROJECT:
		return make_printable(g_strdup(get_string(session, "project")));
	case CLI_STATE:
		return make_printable(describe_state(session));
	case CLI_SINCE:
		return text_duration(now_ms - get_int64(session, "since-ms"));
	case CLI_WINDOW:
		return make_printable(describe_window(session));
	case _CLI_COLUMN_MAX:
		break;
	}
	g_assert_not_reached();
}

static json_t *to_json(GVariant *value)
{
	json_t *array;

	if (g_variant_is_of_type(value, G_VARIANT_TYPE_STRING))
		return json_string(g_variant_get_string(value, NULL));
	if (g_variant_is_of_type(value, G_VARIANT_TYPE_INT64))
		return json_integer(g_variant_get_int64(value));
	if (g_variant_is_of_type(value, G_VARIANT_TYPE_UINT32))
		return json_integer(g_variant_get_uint32(value));
	if (g_variant_is_of_type(value, G_VARIANT_TYPE_BOOLEAN))
		return json_boolean(g_variant_get_boolean(value));
	if (!g_variant_is_of_type(value, G_VARIANT_TYPE_ARRAY))
		return json_null();
	array = json_array();
	for (gsize i = 0; i < g_variant_n_children(value); i++) {
		g_autoptr(GVariant) child = g_variant_get_child_value(value, i);

		json_array_append_new(array, to_json(child));
	}
	return array;
}

/* Takes OBJECT. */
static char *dump(json_t *object)
{
	char *text = json_dumps(object, JSON_COMPACT), *copy;

	json_decref(object);
	g_assert(text);
	copy = g_strdup(text);
	free(text);
	return copy;
}

char *cli_session_json(GVariant *session)
{
	json_t *object = json_object();
	GVariantIter iter;
	const char *key;
	GVariant *value;

	g_variant_iter_init(&iter, session);
	while (g_variant_iter_next(&iter, "{&sv}", &key, &value)) {
		json_object_set_new(object, key, to_json(value));
		g_variant_unref(value);
	}
	return dump(object);
}

char *cli_session_end_json(const char *id)
{
	return dump(json_pack("{s:s, s:s}", "id", id, "state", "exited"));
}
