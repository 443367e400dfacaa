/* SPDX-License-Identifier: MIT */
#include "collector/schedule.h"
#include "tests/check.h"

#define MS 1000000ULL
#define S  (1000 * MS)

static void test_nothing_wanted(void)
{
	struct schedule s;

	schedule_init(&s);
	CHECK(schedule_wake_ns(&s) == SCHEDULE_NEVER);
}

static void test_few_are_on_time(void)
{
	struct schedule s;

	schedule_init(&s);
	schedule_want(&s, 100 * S + 70 * MS);
	schedule_want(&s, 100 * S + 7 * MS);
	schedule_want(&s, 100 * S + 700 * MS);
	CHECK_INT(schedule_wake_ns(&s), 100 * S + 7 * MS);
	schedule_fired(&s, 100 * S + 7 * MS);
	CHECK(schedule_wake_ns(&s) == SCHEDULE_NEVER);
	schedule_want(&s, 100 * S + 8 * MS);
	CHECK_INT(schedule_wake_ns(&s), 100 * S + 8 * MS);
}

/* A deadline each millisecond for ten seconds. */
static void test_many_share_a_budget(void)
{
	struct schedule s;
	uint64_t now = 100 * S, end = now + 10 * S, longest = 0;
	int wakes = 0;

	schedule_init(&s);
	while (now < end) {
		uint64_t wake;

		schedule_want(&s, now + MS);
		wake = schedule_wake_ns(&s);
		CHECK(wake >= now + MS || wakes > 0);
		if (wake < now + MS)
			wake = now + MS;
		longest = wake - now > longest ? wake - now : longest;
		now = wake;
		schedule_fired(&s, now);
		wakes++;
	}
	CHECK(wakes <= 10 * SCHEDULE_RATE + SCHEDULE_RATE);
	CHECK(longest <= SCHEDULE_GAP_NS);
}

int main(void)
{
	test_nothing_wanted();
	test_few_are_on_time();
	test_many_share_a_budget();
	return 0;
}
