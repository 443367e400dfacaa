/* SPDX-License-Identifier: MIT */
#include "agent/place/birth.h"
#include "tests/check.h"

#define NONE G_MAXINT

/* What follows of windows reported, and shells started, at those times: up to NONE. */
static enum birth_result match(const int *windows, const int *shells, gboolean late)
{
	g_autoptr(GArray) births = g_array_new(FALSE, FALSE, sizeof(struct birth));
	g_autoptr(GArray) starts = g_array_new(FALSE, FALSE, sizeof(struct start));
	enum birth_result result;

	for (int i = 0; windows[i] != NONE; i++)
		g_array_append_vals(births, &(struct birth){i + 1, windows[i]}, 1);
	for (int i = 0; shells[i] != NONE; i++)
		g_array_append_vals(starts, &(struct start){{100 + i, 1}, shells[i]}, 1);
	result = birth_match(births, starts, late);
	for (guint i = 0; result == BIRTH_MATCHED && i + 1 < starts->len; i++)
		CHECK(g_array_index(starts, struct start, i).at <=
			g_array_index(starts, struct start, i + 1).at);
	return result;
}

#define WINDOWS(...) ((const int[]){__VA_ARGS__, NONE})
#define SHELLS(...)  ((const int[]){__VA_ARGS__, NONE})

static void test_one(void)
{
	CHECK_INT(match(WINDOWS(0), SHELLS(-40), FALSE), BIRTH_MATCHED);
	CHECK_INT(match(WINDOWS(0), SHELLS(160), FALSE), BIRTH_MATCHED);
	CHECK_INT(match(WINDOWS(0), SHELLS(-900), FALSE), BIRTH_MATCHED);
	/* Older ones are tabs of another window; later ones may be. */
	CHECK_INT(match(WINDOWS(0), SHELLS(-9000, -1100, 20), FALSE), BIRTH_MATCHED);
	CHECK_INT(match(WINDOWS(0), SHELLS(-1100), FALSE), BIRTH_UNKNOWN);
	CHECK_INT(match(WINDOWS(0), SHELLS(1600), FALSE), BIRTH_UNKNOWN);
	/* A tab at the same time. */
	CHECK_INT(match(WINDOWS(0), SHELLS(-300, 160), FALSE), BIRTH_UNKNOWN);
	CHECK_INT(match(WINDOWS(0), SHELLS(-300, 160), TRUE), BIRTH_MATCHED);
}

/* kitty 0.26 under load, 2026-11: the first shell starts just before the second window is reported,
 * and is the first window's nevertheless. */
static void test_two(void)
{
	CHECK_INT(match(WINDOWS(0, 900), SHELLS(850), FALSE), BIRTH_MOVED);
	CHECK_INT(match(WINDOWS(0, 900), SHELLS(1050, 850), FALSE), BIRTH_MATCHED);
	CHECK_INT(match(WINDOWS(0, 100), SHELLS(-50, 60), FALSE), BIRTH_MATCHED);
	CHECK_INT(match(WINDOWS(0, 900), SHELLS(850, 1050, 1060), FALSE), BIRTH_UNKNOWN);
	/* In that order they do not fit. */
	CHECK_INT(match(WINDOWS(0, 2500), SHELLS(2400, 2600), FALSE), BIRTH_UNKNOWN);
	CHECK_INT(match(WINDOWS(0, 1600), SHELLS(-300, 200), FALSE), BIRTH_UNKNOWN);
}

static void test_moved(void)
{
	CHECK_INT(match(WINDOWS(0), SHELLS(-9000), FALSE), BIRTH_MOVED);
	CHECK_INT(match(WINDOWS(0), (const int[]){NONE}, FALSE), BIRTH_MOVED);
	/* The tab that was opened before belongs to the old window, if shells come after windows. */
	CHECK_INT(match(WINDOWS(0), SHELLS(-400), TRUE), BIRTH_MOVED);
	CHECK_INT(match(WINDOWS(0), SHELLS(-400), FALSE), BIRTH_MATCHED);
	CHECK_INT(match(WINDOWS(0), SHELLS(-30), TRUE), BIRTH_MATCHED);
}

int main(void)
{
	test_one();
	test_two();
	test_moved();
	return 0;
}
