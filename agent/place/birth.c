/* SPDX-License-Identifier: MIT */
#include "agent/place/birth.h"

/* From a shell's start to its window's report, on a busy machine. */
#define BEFORE_MS 1000
/* A report is heard so much later than it was sent. */
#define SLACK_MS 100

static gint compare(gconstpointer a, gconstpointer b)
{
	const struct start *one = a, *two = b;

	return one->at < two->at ? -1 : one->at > two->at;
}

/* So long after one of BIRTHS, or before it. */
static gboolean is_near(
	const GArray *births, const struct start *start, gint64 before_ms, gint64 after_ms)
{
	for (guint i = 0; i < births->len; i++) {
		gint64 after = start->at - g_array_index(births, struct birth, i).at;

		if (after >= -before_ms && after <= after_ms)
			return TRUE;
	}
	return FALSE;
}

static void keep_near(const GArray *births, GArray *starts, gint64 before_ms, gint64 after_ms)
{
	for (guint i = starts->len; i > 0; i--)
		if (!is_near(births, &g_array_index(starts, struct start, i - 1), before_ms,
			    after_ms))
			g_array_remove_index(starts, i - 1);
}

enum birth_result birth_match(const GArray *births, GArray *starts, gboolean late)
{
	gint64 before_ms = late ? SLACK_MS : BEFORE_MS;

	keep_near(births, starts, late ? SLACK_MS : BIRTH_DOUBT_MS, BIRTH_DOUBT_MS);
	if (starts->len < births->len)
		return BIRTH_MOVED;
	keep_near(births, starts, before_ms, BIRTH_AFTER_MS);
	if (starts->len != births->len)
		return BIRTH_UNKNOWN;
	g_array_sort(starts, compare);
	for (guint i = 0; i < births->len; i++) {
		gint64 after = g_array_index(starts, struct start, i).at -
			g_array_index(births, struct birth, i).at;

		if (after < -before_ms || after > BIRTH_AFTER_MS)
			return BIRTH_UNKNOWN;
	}
	return BIRTH_MATCHED;
}
