/* SPDX-License-Identifier: MIT */
#include "agent/badge/json.h"
#include "tests/check.h"

#include <jansson.h>
#include <locale.h>

static json_t *load(const struct badge *badge, gint64 now_ms)
{
	g_autofree char *text = badge_json(badge, now_ms);
	json_t *object = json_loads(text, JSON_REJECT_DUPLICATES, NULL);

	CHECK(json_is_object(object));
	return object;
}

static void test_fields(void)
{
	struct badge badge = {
		.window = 42,
		.working = FALSE,
		.needs_attention = TRUE,
		.count = 3,
		.started_ms = 1795459000500,
		.source = "claude-code",
		.project = "nix/os:main",
	};
	json_t *object = load(&badge, 1795460016152);

	/* The published schema knows these and forbids others. */
	CHECK_INT(json_object_size(object), 8);
	CHECK_INT(json_integer_value(json_object_get(object, "window_id")), 42);
	CHECK_STR(json_string_value(json_object_get(object, "state")), "stopped");
	CHECK_STR(json_string_value(json_object_get(object, "source")), "claude-code");
	CHECK(json_is_real(json_object_get(object, "timestamp")));
	CHECK(json_real_value(json_object_get(object, "timestamp")) == 1795460016.152);
	CHECK_STR(json_string_value(json_object_get(object, "project")), "nix/os:main");
	CHECK_INT(json_integer_value(json_object_get(object, "count")), 3);
	CHECK(json_is_true(json_object_get(object, "needs_attention")));
	CHECK(json_real_value(json_object_get(object, "session_started")) == 1795459000.5);
	json_decref(object);
}

/* What a reader would trip over is never written. */
static void test_defaults(void)
{
	struct badge badge = {.window = 1, .working = TRUE, .source = "", .project = ""};
	json_t *object = load(&badge, 1000);

	CHECK_STR(json_string_value(json_object_get(object, "state")), "working");
	CHECK_STR(json_string_value(json_object_get(object, "source")), "generic");
	CHECK_STR(json_string_value(json_object_get(object, "project")), "global");
	CHECK_INT(json_integer_value(json_object_get(object, "count")), 1);
	CHECK(json_is_false(json_object_get(object, "needs_attention")));
	json_decref(object);

	badge.count = 100000;
	badge.project = "a\xff\"b\n";
	object = load(&badge, 1000);
	CHECK_INT(json_integer_value(json_object_get(object, "count")), 9999);
	CHECK_STR(json_string_value(json_object_get(object, "project")), "a\xef\xbf\xbd\"b\n");
	json_decref(object);
}

/* A decimal comma would make it no JSON. */
static void test_locale(void)
{
	struct badge badge = {.window = 1, .source = "x", .project = "y"};

	if (!setlocale(LC_ALL, "de_DE.UTF-8"))
		return;
	json_decref(load(&badge, 1795460016152));
	setlocale(LC_ALL, "C");
}

int main(void)
{
	test_fields();
	test_defaults();
	test_locale();
	return 0;
}
