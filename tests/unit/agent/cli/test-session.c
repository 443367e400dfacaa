/* SPDX-License-Identifier: MIT */
#include "agent/bus/describe.h"
#include "agent/cli/session.h"
#include "tests/check.h"

#include <jansson.h>

/* From the model's session to what the command line prints of it. */
static GVariant *describe(struct place *place, enum session_kind kind)
{
	struct sway_window window = {
		.id = 5, .pid = 100, .name = "title", .app_id = "foot", .workspace = "2"};
	struct model_session session = {
		.frame = {.id = "7-1",
			.pid = 7,
			.name = "claude",
			.source = "claude-code",
			.tty = "pts/3",
			.state = SESSION_WAITING,
			.reason = SESSION_BY_QUIET,
			.kind = kind,
			.since_ms = 1000},
		.project = "a\x1b[2J\xff",
	};

	return g_variant_ref_sink(
		describe_session(&session, place, place->window ? &window : NULL));
}

static void check(GVariant *session, enum cli_column column, const char *want)
{
	g_autofree char *got = cli_column_text(session, column, 61000);

	CHECK_STR(got, want);
}

static void test_found(void)
{
	struct place *place = place_new();
	g_autoptr(GVariant) session = NULL;

	place->result = PLACE_FOUND;
	place->window = 5;
	place->session_name = g_strdup("main");
	place->pane_index = g_strdup("1.0");
	session = describe(place, SESSION_KIND_ATTENTION);
	check(session, CLI_AGENT, "Claude Code");
	check(session, CLI_PROJECT, "a\xef\xbf\xbd[2J\xef\xbf\xbd");
	check(session, CLI_STATE, "waiting: approval");
	check(session, CLI_SINCE, "1 min");
	check(session, CLI_WINDOW, "5 (workspace 2), tmux main:1.0");
	place_free(place);
}

static void test_ambiguous(void)
{
	struct place *place = place_new();
	g_autoptr(GVariant) session = NULL;

	place->result = PLACE_AMBIGUOUS;
	g_array_append_vals(place->candidates, (gint64[]){31, 32}, 2);
	session = describe(place, SESSION_KIND_FINISHED);
	check(session, CLI_STATE, "waiting: finished");
	check(session, CLI_WINDOW, "ambiguous: 31 or 32");
	place_free(place);
}

static void test_json(void)
{
	struct place *place = place_new();
	g_autoptr(GVariant) session = describe(place, SESSION_KIND_NONE);
	g_autofree char *text = cli_session_json(session);
	json_t *object = json_loads(text, 0, NULL);

	CHECK(strchr(text, '\n') == NULL);
	CHECK_STR(json_string_value(json_object_get(object, "id")), "7-1");
	CHECK_STR(json_string_value(json_object_get(object, "place")), "pending");
	CHECK_INT(json_integer_value(json_object_get(object, "pid")), 7);
	CHECK(json_is_array(json_object_get(object, "candidates")));
	CHECK(json_is_false(json_object_get(object, "seen")));
	json_decref(object);
	place_free(place);
}

/* What an agent of another version says. */
static void test_empty(void)
{
	g_autoptr(GVariant) session = g_variant_ref_sink(g_variant_new("a{sv}", NULL));
	g_autofree char *text = cli_session_json(session);

	for (int i = 0; i < _CLI_COLUMN_MAX; i++)
		g_free(cli_column_text(session, (enum cli_column)i, 0));
	CHECK_STR(text, "{}");
}

int main(void)
{
	test_found();
	test_ambiguous();
	test_json();
	test_empty();
	return 0;
}
