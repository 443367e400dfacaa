/* SPDX-License-Identifier: MIT */
#include "agent/cli/past.h"

#include "tests/check.h"
#include "tests/unit/agent/cli/sessions.h"

#define NOW 3600000

static struct stint *make(enum stint_phase phase, gint64 began_ms, gint64 length_ms)
{
	struct stint *stint = g_new0(struct stint, 1);

	*stint = (struct stint){phase, phase == STINT_WAITING, FALSE, began_ms, length_ms,
		g_strdup("7-1"), g_strdup("Codex"), g_strdup("we\nb\x1b[2J")};
	return stint;
}

static GPtrArray *make_tallies(enum tally_by by)
{
	g_autoptr(GPtrArray) stints = g_ptr_array_new_with_free_func((GDestroyNotify)stint_free);

	g_ptr_array_add(stints, make(STINT_WORKING, 1000, 65000));
	g_ptr_array_add(stints, make(STINT_WAITING, 66000, 10000));
	g_ptr_array_add(stints, make(STINT_WAITING, 80000, 40000));
	return tally_make(stints, 0, by);
}

static void test_lines(void)
{
	g_autoptr(GPtrArray) sessions = make_tallies(TALLY_BY_SESSION);
	g_autoptr(GPtrArray) projects = make_tallies(TALLY_BY_PROJECT);
	g_auto(GStrv) history = past_lines(sessions, TALLY_BY_SESSION, TRUE, 80, NOW);
	g_auto(GStrv) stats = past_lines(projects, TALLY_BY_PROJECT, FALSE, 80, NOW);

	CHECK_INT(g_strv_length(history), 2);
	CHECK_STR(history[0], "LAST    AGENT  PROJECT   TURNS  ASKED  WORKED     WAITED  MEDIAN");
	CHECK_STR(history[1], "58 min  Codex  we�b�[2J  2      0      1 min 5 s  50 s    10 s");
	CHECK_INT(g_strv_length(stats), 1);
	CHECK_STR(stats[0], "we�b�[2J  2  0  1 min 5 s  50 s  10 s");
}

static void test_json(void)
{
	g_autoptr(GPtrArray) sessions = make_tallies(TALLY_BY_SESSION);
	g_autofree char *json = past_json(sessions);

	CHECK_STR(json,
		"[{\"project\":\"we\\nb\\u001B[2J\",\"turns\":2,\"asked\":0,\"worked-ms\":65000,"
		"\"waited-ms\":50000,\"median-wait-ms\":10000,\"first-ms\":1000,\"last-ms\":120000,"
		"\"id\":\"7-1\",\"agent\":\"Codex\"}]");
}

/* Of what a terminal takes for a command nothing is left, as in the JSON of sessions. */
static void test_json_is_ascii(void)
{
	struct stint *stint = make(STINT_WORKING, 1000, 1);
	g_autoptr(GPtrArray) stints = g_ptr_array_new_with_free_func((GDestroyNotify)stint_free);
	g_autoptr(GPtrArray) tallies = NULL;
	g_autofree char *json = NULL;

	g_free(stint->project);
	stint->project = g_strdup("a\x7f\xc2\x9b"
				  "b");
	g_ptr_array_add(stints, stint);
	tallies = tally_make(stints, 0, TALLY_BY_PROJECT);
	json = past_json(tallies);
	CHECK(strstr(json, "\"project\":\"a\\u007f\\u009Bb\""));
	for (const char *p = json; *p; p++)
		CHECK(g_ascii_isprint(*p));
}

/* STATE, KIND and what the session has worked, against phase and length, or "". */
static void check_open(
	const char *state, const char *kind, gint64 worked, gboolean seen, const char *want)
{
	static const char *const PHASES[] = {"", "working", "waiting"};
	g_autoptr(GVariant) session =
		g_variant_ref_sink(with(with(make_session("1-1", state, kind, NOW - 5000),
						"worked-ms", g_variant_new_int64(worked)),
			"seen", g_variant_new_boolean(seen)));
	struct stint *stint = past_open(session, NOW);
	g_autofree char *got = g_strdup("");

	if (stint) {
		g_free(got);
		got = g_strdup_printf("%s%s%s %d", PHASES[stint->phase], stint->turn ? " turn" : "",
			stint->asked ? " asked" : "", (int)stint->length_ms);
		stint_free(stint);
	}
	CHECK_STR(got, want);
}

static void test_open(void)
{
	check_open("working", "", 0, FALSE, "working 5000");
	check_open("waiting", "finished", 100, FALSE, "waiting turn 5000");
	check_open("waiting", "finished", 100, TRUE, "");
	check_open("waiting", "finished", 0, FALSE, "");
	check_open("waiting", "attention", 100, TRUE, "waiting turn asked 5000");
	check_open("stopped", "", 100, FALSE, "");
}

int main(void)
{
	test_lines();
	test_json();
	test_json_is_ascii();
	test_open();
	return 0;
}
