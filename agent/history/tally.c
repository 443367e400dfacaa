/* SPDX-License-Identifier: MIT */
#include "agent/history/tally.h"

void tally_free(struct tally *tally)
{
	g_free(tally->session);
	g_free(tally->agent);
	g_free(tally->project);
	g_array_unref(tally->waits);
	g_free(tally);
}

static struct tally *tally_new(const struct stint *stint, enum tally_by by)
{
	struct tally *tally = g_new0(struct tally, 1);

	if (by == TALLY_BY_SESSION) {
		tally->session = g_strdup(stint->session);
		tally->agent = g_strdup(stint->agent);
	}
	tally->first_ms = G_MAXINT64;
	tally->waits = g_array_new(FALSE, FALSE, sizeof(gint64));
	return tally;
}

static void add_wait(struct tally *tally, const struct stint *stint, gint64 length_ms)
{
	tally->turns += stint->turn && !stint->asked;
	tally->requests += stint->asked;
	tally->waited_ms += length_ms;
	g_array_append_val(tally->waits, length_ms);
}

static void add(struct tally *tally, const struct stint *stint, gint64 since_ms)
{
	gint64 began_ms = MAX(stint->began_ms, since_ms);
	gint64 end_ms = stint->began_ms + stint->length_ms;

	if (stint->phase == STINT_WORKING)
		tally->worked_ms += end_ms - began_ms;
	else
		add_wait(tally, stint, end_ms - began_ms);
	tally->first_ms = MIN(tally->first_ms, began_ms);
	if (end_ms < tally->last_ms)
		return;
	tally->last_ms = end_ms;
	g_free(tally->project);
	tally->project = g_strdup(stint->project);
}

static int compare_last(gconstpointer a, gconstpointer b)
{
	const struct tally *x = *(struct tally *const *)a, *y = *(struct tally *const *)b;

	return (x->last_ms > y->last_ms) - (x->last_ms < y->last_ms);
}

static int compare_waited(gconstpointer a, gconstpointer b)
{
	const struct tally *x = *(struct tally *const *)a, *y = *(struct tally *const *)b;

	return (x->waited_ms < y->waited_ms) - (x->waited_ms > y->waited_ms);
}

GPtrArray *tally_make(const GPtrArray *stints, gint64 since_ms, enum tally_by by)
{
	GPtrArray *tallies = g_ptr_array_new_with_free_func((GDestroyNotify)tally_free);
	g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < stints->len; i++) {
		const struct stint *stint = g_ptr_array_index(stints, i);
		char *key = by == TALLY_BY_SESSION ? stint->session : stint->project;
		struct tally *tally = g_hash_table_lookup(known, key);

		if (stint->began_ms + stint->length_ms < since_ms)
			continue;
		if (!tally) {
			tally = tally_new(stint, by);
			g_ptr_array_add(tallies, tally);
			g_hash_table_insert(known, key, tally);
		}
		add(tally, stint, since_ms);
	}
	g_ptr_array_sort(tallies, by == TALLY_BY_SESSION ? compare_last : compare_waited);
	return tallies;
}

static int compare_ms(gconstpointer a, gconstpointer b)
{
	gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

	return (x > y) - (x < y);
}

gint64 tally_median_wait_ms(struct tally *tally)
{
	if (tally->waits->len == 0)
		return 0;
	g_array_sort(tally->waits, compare_ms);
	return g_array_index(tally->waits, gint64, (tally->waits->len - 1) / 2);
}
