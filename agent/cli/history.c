/* SPDX-License-Identifier: MIT */
#include "agent/cli/age.h"
#include "agent/cli/cli.h"
#include "agent/cli/past.h"
#include "agent/cli/sessions.h"
#include "agent/cli/terminal.h"
#include "agent/history/journal.h"

#include <stdio.h>

/* Today's, where nothing else is asked for. */
static gint64 find_since(const struct request *request, gint64 now_ms)
{
	g_autoptr(GDateTime) now = g_date_time_new_now_local();
	g_autoptr(GDateTime) midnight = g_date_time_new_local(g_date_time_get_year(now),
		g_date_time_get_month(now), g_date_time_get_day_of_month(now), 0, 0, 0);
	gint64 back_ms;

	if (request->since && age_parse(request->since, &back_ms))
		return now_ms - back_ms;
	return g_date_time_to_unix(midnight) * 1000;
}

static GPtrArray *read_all(const struct request *request, gint64 now_ms)
{
	GPtrArray *stints = journal_read();
	g_autoptr(GPtrArray) sessions = sessions_ask(request);

	for (guint i = 0; sessions && i < sessions->len; i++) {
		struct stint *stint = past_open(g_ptr_array_index(sessions, i), now_ms);

		if (stint)
			g_ptr_array_add(stints, stint);
	}
	return stints;
}

static void print_lines(
	const GPtrArray *tallies, enum tally_by by, const struct request *request, gint64 now_ms)
{
	g_auto(GStrv) lines =
		past_lines(tallies, by, !request->no_legend, terminal_width(), now_ms);

	for (char **line = lines; *line; line++)
		puts(*line);
}

static int print(const struct request *request, enum tally_by by)
{
	gint64 now_ms = g_get_real_time() / 1000;
	g_autoptr(GPtrArray) stints = read_all(request, now_ms);
	g_autoptr(GPtrArray) tallies = tally_make(stints, find_since(request, now_ms), by);

	if (terminal_takes_json(request)) {
		g_autofree char *json = past_json(tallies);

		puts(json);
	} else if (tallies->len > 0) {
		print_lines(tallies, by, request, now_ms);
	} else if (!request->no_legend) {
		puts("Nothing yet.");
	}
	return CLI_OK;
}

int cli_history(const struct request *request)
{
	return print(request, TALLY_BY_SESSION);
}

int cli_stats(const struct request *request)
{
	return print(request, TALLY_BY_PROJECT);
}
