/* SPDX-License-Identifier: MIT */
#include "agent/cli/past.h"

#include "agent/bus/field.h"
#include "agent/cli/age.h"
#include "agent/cli/grid.h"
#include "agent/cli/json.h"
#include "agent/config/text.h"

#include <string.h>

enum column {
	COLUMN_LAST,
	COLUMN_AGENT,
	COLUMN_PROJECT,
	COLUMN_TURNS,
	COLUMN_ASKED,
	COLUMN_WORKED,
	COLUMN_WAITED,
	COLUMN_MEDIAN,
	COLUMNS_MAX,
};

static const char *const TITLES[COLUMNS_MAX] = {
	"LAST", "AGENT", "PROJECT", "TURNS", "ASKED", "WORKED", "WAITED", "MEDIAN"};

/* A project has no agent. */
static const enum column FIRST[] = {
	[TALLY_BY_SESSION] = COLUMN_LAST,
	[TALLY_BY_PROJECT] = COLUMN_PROJECT,
};
static const guint GIVING[][COLUMNS_MAX] = {
	[TALLY_BY_SESSION] = {2, 1, 0, 3, 4, 5, 6, 7},
	[TALLY_BY_PROJECT] = {0, 1, 2, 3, 4, 5},
};
static const struct grid_shape SHAPES[] = {
	[TALLY_BY_SESSION] = {8, GIVING[TALLY_BY_SESSION], 2, 0},
	[TALLY_BY_PROJECT] = {6, GIVING[TALLY_BY_PROJECT], 1, 0},
};

struct stint *past_open(GVariant *session, gint64 now_ms)
{
	gboolean waits = strcmp(field_string(session, "state"), "waiting") == 0;
	gboolean asks = waits && strcmp(field_string(session, "kind"), "attention") == 0;
	gint64 since_ms = MIN(field_int64(session, "since-ms"), now_ms);
	gboolean turn = field_int64(session, "worked-ms") > 0;
	struct stint *stint;

	if (waits ? !asks && (!turn || field_boolean(session, "seen"))
		  : strcmp(field_string(session, "state"), "working") != 0)
		return NULL;
	stint = g_new0(struct stint, 1);
	*stint = (struct stint){waits ? STINT_WAITING : STINT_WORKING, waits && turn, asks,
		since_ms, now_ms - since_ms, g_strdup(field_string(session, "id")),
		g_strdup(field_string(session, "agent")),
		g_strdup(field_string(session, "project"))};
	return stint;
}

static char *describe_length(gint64 ms)
{
	return ms > 0 ? text_duration(ms) : g_strdup("-");
}

static char *describe(struct tally *tally, enum column column, gint64 now_ms)
{
	switch (column) {
	case COLUMN_LAST:
		return age_text(now_ms - tally->last_ms);
	case COLUMN_AGENT:
		return text_clean(tally->agent);
	case COLUMN_PROJECT:
		return text_clean(tally->project);
	case COLUMN_TURNS:
		return g_strdup_printf("%u", tally->turns);
	case COLUMN_ASKED:
		return g_strdup_printf("%u", tally->requests);
	case COLUMN_WORKED:
		return describe_length(tally->worked_ms);
	case COLUMN_WAITED:
		return describe_length(tally->waited_ms);
	case COLUMN_MEDIAN:
		return describe_length(tally_median_wait_ms(tally));
	case COLUMNS_MAX:
		break;
	}
	g_assert_not_reached();
}

/* TALLY is NULL for the titles. */
static char **make_cells(struct tally *tally, enum tally_by by, gint64 now_ms)
{
	char **cells = g_new0(char *, SHAPES[by].columns + 1);

	for (guint i = 0; i < SHAPES[by].columns; i++)
		cells[i] = tally ? describe(tally, FIRST[by] + i, now_ms)
				 : g_strdup(TITLES[FIRST[by] + i]);
	return cells;
}

char **past_lines(
	const GPtrArray *tallies, enum tally_by by, gboolean legend, int width, gint64 now_ms)
{
	struct grid *grid = grid_new(&SHAPES[by]);
	char **lines;

	if (legend)
		grid_add(grid, make_cells(NULL, by, now_ms), NULL);
	for (guint i = 0; i < tallies->len; i++)
		grid_add(grid, make_cells(g_ptr_array_index(tallies, i), by, now_ms), NULL);
	lines = grid_lines(grid, width);
	grid_free(grid);
	return lines;
}

static json_t *make_object(struct tally *tally)
{
	g_autofree char *project = g_utf8_make_valid(tally->project, -1);
	json_t *object = json_pack("{s:s, s:i, s:i, s:I, s:I, s:I, s:I, s:I}", "project", project,
		"turns", (int)tally->turns, "asked", (int)tally->requests, "worked-ms",
		(json_int_t)tally->worked_ms, "waited-ms", (json_int_t)tally->waited_ms,
		"median-wait-ms", (json_int_t)tally_median_wait_ms(tally), "first-ms",
		(json_int_t)tally->first_ms, "last-ms", (json_int_t)tally->last_ms);

	if (tally->session) {
		json_object_set_new(object, "id", json_string(tally->session));
		json_object_set_new(object, "agent", json_string(tally->agent));
	}
	return object;
}

char *past_json(const GPtrArray *tallies)
{
	json_t *array = json_array();

	for (guint i = 0; i < tallies->len; i++)
		json_array_append_new(array, make_object(g_ptr_array_index(tallies, i)));
	return cli_json(array, JSON_COMPACT);
}
