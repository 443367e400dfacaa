/* SPDX-License-Identifier: MIT */
#include "collector/renames.h"

#include "tests/check.h"

#define NOW 1000000000000ULL

static struct renames renames;

static void test_one_that_goes_on(void)
{
	uint64_t next_ns = UINT64_MAX;

	renames = (struct renames){};
	CHECK(renames_take(&renames, 7, NOW));
	CHECK_INT(renames_due(&renames, NOW, &next_ns), 0);
	CHECK(next_ns == UINT64_MAX);
	for (int i = 1; i < 100; i++)
		CHECK(!renames_take(&renames, 7, NOW + i));
	CHECK_INT(renames_due(&renames, NOW + 100, &next_ns), 0);
	CHECK(next_ns == NOW + RENAMES_GAP_NS);
	/* Its last name is seen. */
	CHECK_INT(renames_due(&renames, next_ns, &next_ns), 7);
	CHECK_INT(renames_due(&renames, next_ns, &next_ns), 0);
	CHECK(!renames_take(&renames, 7, NOW + RENAMES_GAP_NS + 1));
	CHECK(renames_take(&renames, 7, NOW + 3 * RENAMES_GAP_NS));
	CHECK_INT(renames.due, 0);
}

static void test_two_in_one_place(void)
{
	uint64_t next_ns = UINT64_MAX;

	renames = (struct renames){};
	CHECK(renames_take(&renames, 7, NOW));
	CHECK(renames_take(&renames, 7 + RENAMES_MAX, NOW + 1));
	CHECK(!renames_take(&renames, 7 + RENAMES_MAX, NOW + 2));
	CHECK(renames_take(&renames, 7, NOW + 3));
	CHECK_INT(renames.due, 1);
	CHECK_INT(renames_due(&renames, NOW + 2 * RENAMES_GAP_NS, &next_ns), 7 + RENAMES_MAX);
}

int main(void)
{
	test_one_that_goes_on();
	test_two_in_one_place();
	return 0;
}
