/* SPDX-License-Identifier: MIT */
#include "agent/history/tally.h"
#include "tests/check.h"

static struct stint *make(
	enum stint_phase phase, gboolean asked, gint64 began_ms, gint64 length_ms, char session)
{
	struct stint *stint = g_new0(struct stint, 1);

	*stint = (struct stint){phase, phase == STINT_WAITING, asked, began_ms, length_ms,
		g_strdup_printf("%c", session), g_strdup("Codex"),
		g_strdup(session == 'c' ? "other" : "web")};
	return stint;
}

static GPtrArray *make_day(void)
{
	GPtrArray *stints = g_ptr_array_new_with_free_func((GDestroyNotify)stint_free);

	g_ptr_array_add(stints, make(STINT_WORKING, FALSE, 1000, 10, 'a'));
	g_ptr_array_add(stints, make(STINT_WAITING, FALSE, 1010, 90, 'a'));
	g_ptr_array_add(stints, make(STINT_WORKING, FALSE, 1100, 400, 'b'));
	g_ptr_array_add(stints, make(STINT_WAITING, TRUE, 1500, 500, 'b'));
	g_ptr_array_add(stints, make(STINT_WAITING, FALSE, 1400, 7, 'a'));
	g_ptr_array_add(stints, make(STINT_WAITING, FALSE, 1900, 1000, 'c'));
	return stints;
}

static void check(struct tally *tally, guint turns, guint requests, gint64 worked, gint64 waited,
	gint64 median)
{
	CHECK_INT(tally->turns, turns);
	CHECK_INT(tally->requests, requests);
	CHECK_INT(tally->worked_ms, worked);
	CHECK_INT(tally->waited_ms, waited);
	CHECK_INT(tally_median_wait_ms(tally), median);
}

static void test_by_session(void)
{
	g_autoptr(GPtrArray) stints = make_day();
	g_autoptr(GPtrArray) tallies = tally_make(stints, 0, TALLY_BY_SESSION);
	struct tally *first = g_ptr_array_index(tallies, 0);

	CHECK_INT(tallies->len, 3);
	CHECK_STR(first->session, "a");
	CHECK_INT(first->first_ms, 1000);
	CHECK_INT(first->last_ms, 1407);
	check(first, 2, 0, 10, 97, 7);
	check(g_ptr_array_index(tallies, 1), 0, 1, 400, 500, 500);
	check(g_ptr_array_index(tallies, 2), 1, 0, 0, 1000, 1000);
}

static void test_by_project(void)
{
	g_autoptr(GPtrArray) stints = make_day();
	g_autoptr(GPtrArray) tallies = tally_make(stints, 0, TALLY_BY_PROJECT);
	struct tally *first = g_ptr_array_index(tallies, 0);

	CHECK_INT(tallies->len, 2);
	CHECK_STR(first->project, "other");
	check(g_ptr_array_index(tallies, 1), 2, 1, 410, 597, 90);
}

/* What began before counts from then on, what was over before not at all. */
static void test_since(void)
{
	g_autoptr(GPtrArray) stints = make_day();
	g_autoptr(GPtrArray) tallies = tally_make(stints, 1450, TALLY_BY_SESSION);

	CHECK_INT(tallies->len, 2);
	check(g_ptr_array_index(tallies, 0), 0, 1, 50, 500, 500);
}

int main(void)
{
	test_by_session();
	test_by_project();
	test_since();
	return 0;
}
