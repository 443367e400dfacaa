/* SPDX-License-Identifier: MIT */
#include "agent/cli/fold.h"

#include "agent/cli/grid.h"
#include "tests/check.h"

static void check(const char *text, int indent, int width, const char *want)
{
	GString *out = g_string_new(NULL);
	g_autofree char *got = NULL;

	fold_append(out, text, indent, width);
	got = g_string_free(out, FALSE);
	CHECK_STR(got, want);
}

/* However wide the words, and however narrow the terminal. */
static void test_width(void)
{
	static const char TEXT[] =
		"a word, /run/user/1000/sway-ipc.1000.4711.sock, 日本語日本語 e\u0301";

	for (int width = 14; width < 100; width++) {
		GString *out = g_string_new("    ");
		g_auto(GStrv) lines = NULL;

		fold_append(out, TEXT, 4, width);
		lines = g_strsplit(out->str, "\n", -1);
		for (char **line = lines; *line; line++)
			CHECK(grid_width(*line) <= width);
		g_string_free(out, TRUE);
	}
}

int main(void)
{
	check("one two three", 2, 0, "one two three\n");
	check("one two three", 2, 80, "one two three\n");
	check("one two three", 2, 14, "one two\n  three\n");
	check("", 2, 14, "\n");
	check("abcdefghijklmno", 2, 12, "abcdefghij\n  klmno\n");
	check("日本語日本語", 2, 12, "日本語日本\n  語\n");
	test_width();
	return 0;
}
