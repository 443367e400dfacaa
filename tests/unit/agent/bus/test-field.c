/* SPDX-License-Identifier: MIT */
#include "agent/bus/field.h"

#include "tests/check.h"

static GVariant *parse(const char *text)
{
	GVariant *value = g_variant_parse(G_VARIANT_TYPE_VARDICT, text, NULL, NULL, NULL);

	CHECK(value);
	return value;
}

static void check_merge(GVariant *session, const char *properties, const char *want)
{
	g_autoptr(GVariant) changed = parse(properties), wanted = parse(want);
	g_autoptr(GVariant) merged = field_merge(session, changed);

	CHECK(g_variant_equal(merged, wanted));
}

static void test_merge(void)
{
	g_autoptr(GVariant) session =
		parse("{'id': <'7-1'>, 'kind-reason': <''>, 'since-ms': <int64 1>}");

	check_merge(NULL, "{'Id': <'7-1'>, 'KindReason': <''>, 'SinceMs': <int64 1>}",
		"{'id': <'7-1'>, 'kind-reason': <''>, 'since-ms': <int64 1>}");
	/* In the same order: else what is the same would look like a change. */
	check_merge(session, "{'SinceMs': <int64 2>, 'KindReason': <'title'>}",
		"{'id': <'7-1'>, 'kind-reason': <'title'>, 'since-ms': <int64 2>}");
	check_merge(session, "{}", "{'id': <'7-1'>, 'kind-reason': <''>, 'since-ms': <int64 1>}");
	check_merge(session, "{'Later': <true>}",
		"{'id': <'7-1'>, 'kind-reason': <''>, 'since-ms': <int64 1>, 'later': <true>}");
}

/* Of another version, anything may be missing, or of another type. */
static void test_missing(void)
{
	g_autoptr(GVariant) session = parse("{'id': <5>, 'seen': <'yes'>}");

	CHECK_STR(field_string(session, "id"), "");
	CHECK_STR(field_string(session, "project"), "");
	CHECK(!field_boolean(session, "seen"));
	CHECK_INT(field_int64(session, "id"), 0);
}

int main(void)
{
	test_merge();
	test_missing();
	return 0;
}
