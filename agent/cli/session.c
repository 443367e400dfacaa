/* SPDX-License-Identifier: MIT */
#include "agent/cli/session.h"

#include "agent/bus/field.h"
#include "agent/cli/age.h"
#include "agent/cli/json.h"
#include "agent/config/text.h"

#include <string.h>

static const struct {
	const char *title, *field;
} COLUMNS[_CLI_COLUMN_MAX] = {
	[CLI_STATE] = {"STATE", NULL},
	[CLI_AGE] = {"AGE", "age"},
	[CLI_AGENT] = {"AGENT", "agent"},
	[CLI_PROJECT] = {"PROJECT", "project"},
	[CLI_WHERE] = {"WHERE", "where"},
};

const char *cli_column_title(enum cli_column column)
{
	return COLUMNS[column].title;
}

const char *cli_session_word(GVariant *session)
{
	const char *state = field_string(session, "state"), *kind = field_string(session, "kind");

	return strcmp(state, "waiting") == 0 && *kind ? kind : state;
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
	const char *state = field_string(session, "state");

	if (strcmp(state, "waiting") != 0)
		return g_strdup(state);
	return describe_wait(field_string(session, "kind"), field_string(session, "kind-reason"));
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
	const char *place = field_string(session, "place");

	if (strcmp(place, "found") == 0)
		return g_strdup_printf("workspace %s", field_string(session, "workspace"));
	if (strcmp(place, "ambiguous") == 0)
		return list_candidates(session);
	if (strcmp(place, "unknown") == 0)
		return g_strdup(field_string(session, "tty"));
	return g_strdup(place);
}

static char *describe_where(GVariant *session, gint64 now_ms)
{
	g_autofree char *place = describe_place(session);
	const char *tmux = field_string(session, "tmux");

	return *tmux ? g_strdup_printf("%s, %s", place, tmux) : g_steal_pointer(&place);
}

static char *describe_age(GVariant *session, gint64 now_ms)
{
	return age_text(now_ms - field_int64(session, "since-ms"));
}

char *cli_column_text(GVariant *session, enum cli_column column, gint64 now_ms)
{
	g_autofree char *state = NULL;

	if (column != CLI_STATE)
		return cli_session_field(session, COLUMNS[column].field, now_ms);
	state = describe_state(session);
	return text_clean(state);
}

static char *describe_word(GVariant *session, gint64 now_ms)
{
	return g_strdup(cli_session_word(session));
}

static char *describe_reason(GVariant *session, gint64 now_ms)
{
	const char *reason = field_string(session, "kind-reason");

	return g_strdup(*reason ? reason : field_string(session, "reason"));
}

static char *describe_worked(GVariant *session, gint64 now_ms)
{
	return age_text(field_int64(session, "worked-ms"));
}

static char *describe_process(GVariant *session, gint64 now_ms)
{
	guint32 pid = 0;

	g_variant_lookup(session, "pid", "u", &pid);
	return g_strdup_printf("%u", pid);
}

static char *describe_container(GVariant *session, gint64 now_ms)
{
	return g_strdup_printf("%" G_GINT64_FORMAT, field_int64(session, "window"));
}

static char *describe_seen(GVariant *session, gint64 now_ms)
{
	return g_strdup(field_boolean(session, "seen") ? "seen" : "new");
}

/* The others are strings, by the same name. */
static const struct {
	const char *name;
	char *(*describe)(GVariant *session, gint64 now_ms);
} DESCRIBED[] = {
	{"age", describe_age},
	{"pid", describe_process},
	{"reason", describe_reason},
	{"seen", describe_seen},
	{"state", describe_word},
	{"where", describe_where},
	{"window", describe_container},
	{"worked", describe_worked},
};

const char *const *cli_session_fields(void)
{
	static const char *const NAMES[] = {"age", "agent", "id", "kind", "name", "pid", "place",
		"project", "reason", "seen", "source", "state", "title", "tmux", "tty", "where",
		"window", "worked", "workspace", NULL};

	return NAMES;
}

char *cli_session_field(GVariant *session, const char *name, gint64 now_ms)
{
	if (!g_strv_contains(cli_session_fields(), name))
		return NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(DESCRIBED); i++)
		if (strcmp(DESCRIBED[i].name, name) == 0) {
			g_autofree char *text = DESCRIBED[i].describe(session, now_ms);

			return text_clean(text);
		}
	return text_clean(field_string(session, name));
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
	return cli_json(object, JSON_COMPACT);
}

char *cli_session_end_json(const char *id)
{
	return cli_json(json_pack("{s:s, s:s}", "id", id, "state", "exited"), JSON_COMPACT);
}
