/* SPDX-License-Identifier: MIT */
#include "agent/cli/age.h"

#include "tests/check.h"

static void test_text(void)
{
	static const struct {
		gint64 ms;
		const char *want;
		gint64 lasts_ms;
	} cases[] = {
		{0, "0 s", 1000}, {59999, "59 s", 1}, {60000, "1 min", 60000},
		{3599000, "59 min", 1000}, {3600000, "1 h", 3600000},
		{47 * 3600000LL, "47 h", 3600000}, {48 * 3600000LL, "2 d", 24 * 3600000LL},
		{-5000, "0 s", 6000}, /* the clock was set back */
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = age_text(cases[i].ms);

		CHECK_STR(text, cases[i].want);
		CHECK_INT(age_lasts_ms(cases[i].ms), cases[i].lasts_ms);
	}
}

static void test_parse(void)
{
	static const struct {
		const char *text;
		gint64 want; /* -1: refused */
	} cases[] = {{"90", 90000}, {"90s", 90000}, {"10m", 600000}, {"30min", 1800000},
		{"1.5h", 5400000}, {"2d", 2 * 24 * 3600000LL}, {"0", 0}, {"", -1}, {"m", -1},
		{"-1", -1}, {"+1", -1}, {" 1", -1}, {"1 m", -1}, {"1x", -1}, {"nan", -1},
		{"inf", -1}, {"1e999", -1}, {"99999999999d", -1}};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		gint64 got = -1;

		CHECK(age_parse(cases[i].text, &got) == (cases[i].want >= 0));
		CHECK_INT(got, cases[i].want);
	}
}

int main(void)
{
	test_text();
	test_parse();
	return 0;
}
