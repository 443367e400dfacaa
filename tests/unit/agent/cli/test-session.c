/* SPDX-License-Identifier: MIT */
#include "agent/bus/describe.h"
#include "agent/cli/session.h"
#include "tests/check.h"

#include <jansson.h>

/* From the model's session to what the command line prints of it. */
static GVariant *describe_frame(
	const struct frame_session *frame, char *project, struct place *place)
{
	struct sway_window window = {
		.id = 5, .pid = 100, .name = "title", .app_id = "foot", .workspace = "2"};
	struct model_session session = {.frame = *frame, .project = project};

	place->window = place->result == PLACE_FOUND ? window.id : 0;
	return g_variant_ref_sink(
		describe_session(&session, place, place->window ? &window : NULL));
}

static GVariant *describe(struct place *place, enum session_kind kind)
{
	struct frame_session frame = {.id = "7-1",
		.pid = 7,
		.name = "claude",
		.source = "claude-code",
		.tty = "pts/3",
		.state = SESSION_WAITING,
		.reason = SESSION_BY_QUIET,
		.kind = kind,
		.since_ms = 1000};

	return describe_frame(&frame, "a\x1b[2J\xff", place);
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
	place->session_name = g_strdup("main");
	place->pane_index = g_strdup("1.0");
	session = describe(place, SESSION_KIND_ATTENTION);
	check(session, CLI_AGENT, "Claude Code");
	check(session, CLI_PROJECT, "a\xef\xbf\xbd[2J\xef\xbf\xbd");
	check(session, CLI_STATE, "approval");
	check(session, CLI_AGE, "1 min");
	check(session, CLI_WHERE, "workspace 2, main:1.0");
	place_free(place);
}

static void test_ambiguous(void)
{
	struct place *place = place_new();
	g_autoptr(GVariant) session = NULL;

	place->result = PLACE_AMBIGUOUS;
	g_array_append_vals(place->candidates, (gint64[]){31, 32}, 2);
	session = describe(place, SESSION_KIND_FINISHED);
	check(session, CLI_STATE, "finished");
	check(session, CLI_WHERE, "ambiguous: 31 or 32");
	place_free(place);
}

/* What it waits for, and why that is thought; on a terminal's width in all words there are. */
static void test_waits(void)
{
	static const struct {
		enum session_kind kind;
		enum session_reason reason;
		const char *want;
	} cases[] = {
		{SESSION_KIND_ATTENTION, SESSION_BY_CURSOR, "approval (cursor)"},
		{SESSION_KIND_ATTENTION, SESSION_BY_BLINKING, "approval (blinking)"},
		{SESSION_KIND_ATTENTION, SESSION_BY_STATUS_FILE, "approval (file)"},
		{SESSION_KIND_FINISHED, SESSION_BY_DECLARED, "finished (declared)"},
		{SESSION_KIND_FINISHED, SESSION_BY_PROGRESS, "finished (progress)"},
		{SESSION_KIND_FINISHED, SESSION_BY_TITLE, "finished (title)"},
		{SESSION_KIND_INPUT, SESSION_BY_STDIN, "input (stdin)"},
		{SESSION_KIND_NONE, SESSION_BY_QUIET, "waiting (unclear)"},
		{SESSION_KIND_NONE, SESSION_BY_SCAN, "waiting (unclear)"},
		{SESSION_KIND_NONE, SESSION_BY_CURSOR, "waiting (answered)"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct frame_session frame = {.source = "claude-code",
			.state = SESSION_WAITING,
			.kind = cases[i].kind,
			.kind_known = true,
			.kind_reason = cases[i].reason,
			.since_ms = 61000 - 12 * 60000};
		struct place *place = place_new();
		g_autoptr(GVariant) session = NULL;
		gsize width = 2 * (_CLI_COLUMN_MAX - 1);

		place->result = PLACE_FOUND;
		place->session_name = g_strdup("webshop");
		place->pane_index = g_strdup("0.0");
		session = describe_frame(&frame, "webshop", place);
		check(session, CLI_STATE, cases[i].want);
		for (int column = 0; column < _CLI_COLUMN_MAX; column++) {
			g_autofree char *text =
				cli_column_text(session, (enum cli_column)column, 61000);

			width += strlen(text);
		}
		CHECK(width <= 80);
		place_free(place);
	}
}

static void test_json(void)
{
	struct place *place = place_new();
	g_autoptr(GVariant) session = describe(place, SESSION_KIND_NONE);
	g_autofree char *text = cli_session_json(session);
	json_t *object = json_loads(text, 0, NULL);

	for (const char *p = text; *p; p++)
		CHECK(*p >= ' ' && *p <= '~');
	CHECK_STR(json_string_value(json_object_get(object, "id")), "7-1");
	CHECK_STR(json_string_value(json_object_get(object, "place")), "pending");
	CHECK_INT(json_integer_value(json_object_get(object, "pid")), 7);
	CHECK(json_is_array(json_object_get(object, "candidates")));
	CHECK(json_is_false(json_object_get(object, "seen")));
	json_decref(object);
	place_free(place);
}

static void check_field(GVariant *session, const char *name, const char *want)
{
	g_autofree char *got = cli_session_field(session, name, 61000);

	CHECK_STR(got, want);
}

static void test_fields(void)
{
	struct place *place = place_new();
	g_autoptr(GVariant) session = describe(place, SESSION_KIND_ATTENTION);
	g_autoptr(GVariant) untold = describe(place, SESSION_KIND_NONE);

	check_field(session, "state", "attention");
	check_field(untold, "state", "waiting");
	check_field(session, "age", "1 min");
	check_field(session, "pid", "7");
	check_field(session, "reason", "quiet");
	check_field(session, "seen", "new");
	CHECK(cli_session_field(session, "candidates", 0) == NULL);
	place_free(place);
}

/* What an agent of another version says. */
static void test_empty(void)
{
	g_autoptr(GVariant) session = g_variant_ref_sink(g_variant_new("a{sv}", NULL));
	g_autofree char *text = cli_session_json(session);

	for (int i = 0; i < _CLI_COLUMN_MAX; i++)
		g_free(cli_column_text(session, (enum cli_column)i, 0));
	for (const char *const *name = cli_session_fields(); *name; name++)
		g_free(cli_session_field(session, *name, 0));
	CHECK_STR(text, "{}");
}

int main(void)
{
	test_found();
	test_ambiguous();
	test_waits();
	test_json();
	test_fields();
	test_empty();
	return 0;
}
