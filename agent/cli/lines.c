/* SPDX-License-Identifier: MIT */
#include "agent/cli/lines.h"

#include "agent/bus/field.h"
#include "agent/cli/format.h"
#include "agent/cli/match.h"
#include "agent/cli/session.h"

#include <string.h>

struct lines {
	const struct request *request;
	GHashTable *last; /* id -> what was last said, but for the time */
};

struct lines *lines_new(const struct request *request)
{
	struct lines *lines = g_new0(struct lines, 1);

	lines->request = request;
	lines->last = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return lines;
}

void lines_free(struct lines *lines)
{
	if (!lines)
		return;
	g_hash_table_unref(lines->last);
	g_free(lines);
}

static char *in_words(GVariant *session)
{
	g_autofree char *agent = cli_column_text(session, CLI_AGENT, 0);
	g_autofree char *project = cli_column_text(session, CLI_PROJECT, 0);
	g_autofree char *state = cli_column_text(session, CLI_STATE, 0);
	g_autofree char *where = cli_column_text(session, CLI_WHERE, 0);

	if (strcmp(field_string(session, "state"), "exited") == 0)
		return g_strdup_printf("%-11s %-12s %s", agent, project, state);
	return g_strdup_printf("%-11s %-12s %-19s %s", agent, project, state, where);
}

static char *say(const struct lines *lines, GVariant *session, gint64 now_ms)
{
	if (lines->request->format)
		return format_fill(lines->request->format, session, now_ms);
	return lines->request->pretty ? in_words(session) : cli_session_json(session);
}

static char *finish(const struct lines *lines, const char *line, gint64 now_ms)
{
	g_autoptr(GDateTime) now = NULL;
	g_autofree char *time = NULL;

	if (lines->request->format || !lines->request->pretty)
		return g_strdup(line);
	now = g_date_time_new_from_unix_local(now_ms / 1000);
	time = g_date_time_format(now, "%H:%M:%S");
	return g_strdup_printf("%s  %s", time, line);
}

char *lines_removal(struct lines *lines, GVariant *session, gint64 now_ms)
{
	const char *id = field_string(session, "id");
	g_autoptr(GVariant) end = NULL;
	g_autofree char *line = NULL;
	GVariantDict dict;

	if (!g_hash_table_remove(lines->last, id))
		return NULL;
	if (!lines->request->format && !lines->request->pretty)
		return cli_session_end_json(id);
	g_variant_dict_init(&dict, session);
	g_variant_dict_insert(&dict, "state", "s", "exited");
	end = g_variant_ref_sink(g_variant_dict_end(&dict));
	line = say(lines, end, now_ms);
	return finish(lines, line, now_ms);
}

char *lines_change(struct lines *lines, GVariant *session, gint64 now_ms)
{
	const char *id = field_string(session, "id");
	g_autofree char *line = NULL;

	/* It is no longer what was asked for: to who reads it is gone. */
	if (!match_filters(lines->request, session))
		return lines_removal(lines, session, now_ms);
	line = say(lines, session, now_ms);
	if (g_strcmp0(g_hash_table_lookup(lines->last, id), line) == 0)
		return NULL;
	g_hash_table_insert(lines->last, g_strdup(id), g_strdup(line));
	return finish(lines, line, now_ms);
}
