/* SPDX-License-Identifier: MIT */
#include "agent/place/binding.h"
#include "tests/check.h"

static const struct shell ONE = {100, 5}, TWO = {200, 6};

static void test_witness(void)
{
	struct binding *binding = binding_new();

	CHECK(binding_witness(binding, &ONE, 10));
	CHECK(!binding_witness(binding, &ONE, 10));
	CHECK_INT(binding_find(binding, &ONE), 10);
	/* Contradicted: forgotten. The same stay may say no more, be it the old or the new. */
	CHECK(binding_witness(binding, &ONE, 11));
	CHECK_INT(binding_find(binding, &ONE), 0);
	CHECK(!binding_witness(binding, &ONE, 11));
	CHECK(!binding_witness(binding, &ONE, 10));
	CHECK_INT(binding_find(binding, &ONE), 0);
	binding_new_stay(binding);
	CHECK(binding_witness(binding, &ONE, 11));
	CHECK_INT(binding_find(binding, &ONE), 11);
	/* What is known stays known over many stays, and of others nothing follows. */
	binding_new_stay(binding);
	CHECK_INT(binding_find(binding, &ONE), 11);
	CHECK_INT(binding_find(binding, &TWO), 0);
	binding_free(binding);
}

static void test_certain(void)
{
	struct binding *binding = binding_new();
	const struct shell none = {0};

	CHECK(binding_learn(binding, &ONE, 10));
	CHECK(!binding_learn(binding, &ONE, 10));
	CHECK(binding_learn(binding, &ONE, 11));
	CHECK_INT(binding_find(binding, &ONE), 11);
	/* Doubts end at once. */
	CHECK(binding_witness(binding, &ONE, 10));
	CHECK(binding_learn(binding, &ONE, 12));
	CHECK_INT(binding_find(binding, &ONE), 12);
	CHECK(!binding_learn(binding, &none, 10));
	CHECK(binding_forget(binding, &ONE));
	CHECK(!binding_forget(binding, &ONE));
	CHECK_INT(binding_find(binding, &ONE), 0);
	binding_free(binding);
}

static void test_text(void)
{
	struct binding *binding = binding_new(), *other = binding_new();
	g_autofree char *text = NULL;

	binding_learn(binding, &ONE, 10);
	binding_learn(binding, &TWO, 11);
	binding_witness(binding, &TWO, 12);
	text = binding_print(binding);
	CHECK_STR(text, "100 5 10\n");
	binding_parse(
		other, "\n100 5\n1 2 3 4\n-1 2 3\n0 2 3\n7 8 9x\n99999999999 1 1\n200 6 11\n");
	binding_parse(other, text);
	CHECK_INT(binding_find(other, &ONE), 10);
	CHECK_INT(binding_find(other, &TWO), 11);
	CHECK_INT(binding_find(other, &(struct shell){7, 8}), 0);
	binding_clear(other);
	CHECK_INT(binding_find(other, &ONE), 0);
	binding_free(binding);
	binding_free(other);
}

int main(void)
{
	test_witness();
	test_certain();
	test_text();
	return 0;
}
