/* SPDX-License-Identifier: MIT */
#include "agent/cli/past.h"
#include "fuzz.h"

#include <jansson.h>

#define NOW 1795460016152

/* What is kept of a line is kept again the same. */
static void check_printed(const struct stint *stint)
{
	g_autofree char *printed = stint_print(stint), *twice = NULL;
	struct stint *again = stint_parse(printed);

	CHECK(again);
	twice = stint_print(again);
	CHECK_STR(twice, printed);
	stint_free(again);
}

static void check_tallies(const GPtrArray *stints, enum tally_by by, gint64 since_ms)
{
	g_autoptr(GPtrArray) tallies = tally_make(stints, since_ms, by);
	g_auto(GStrv) lines = past_lines(tallies, by, FALSE, 80, NOW);
	g_autofree char *json = past_json(tallies);
	json_t *array = json_loads(json, 0, NULL);

	CHECK(tallies->len <= stints->len);
	CHECK(json_array_size(array) == tallies->len);
	json_decref(array);
	for (guint i = 0; i < tallies->len; i++) {
		const struct tally *tally = g_ptr_array_index(tallies, i);

		CHECK(tally->worked_ms >= 0 && tally->waited_ms >= 0);
		CHECK(tally->first_ms >= since_ms && tally->first_ms <= tally->last_ms);
	}
	for (char **line = lines; *line; line++)
		for (const char *c = *line; *c; c++)
			CHECK(!g_ascii_iscntrl(*c));
}

/* The file of what was, which may be anybody's; it is told from the middle of it on, too. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);
	g_autoptr(GPtrArray) stints = g_ptr_array_new_with_free_func((GDestroyNotify)stint_free);

	stint_parse_lines(text, stints);
	for (guint i = 0; i < stints->len; i++)
		check_printed(g_ptr_array_index(stints, i));
	check_tallies(stints, TALLY_BY_SESSION, 0);
	check_tallies(stints, TALLY_BY_PROJECT, NOW);
	free(text);
	return 0;
}
