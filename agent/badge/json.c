/* SPDX-License-Identifier: MIT */
#include "agent/badge/json.h"

#include "agent/base/dump.h"

#include <string.h>

#define COUNT_MAX 9999

void badge_free(struct badge *badge)
{
	if (!badge)
		return;
	g_free(badge->source);
	g_free(badge->project);
	g_free(badge);
}

gboolean badge_equal(const struct badge *a, const struct badge *b)
{
	return a->window == b->window && a->working == b->working &&
		a->needs_attention == b->needs_attention && a->count == b->count &&
		a->started_ms == b->started_ms && strcmp(a->source, b->source) == 0 &&
		strcmp(a->project, b->project) == 0;
}

/* Readers reject an empty source; the click of the bar fails on an empty project. */
static const char *or_default(const char *text, const char *otherwise)
{
	return *text ? text : otherwise;
}

char *badge_json(const struct badge *badge, gint64 now_ms)
{
	g_autofree char *source = g_utf8_make_valid(or_default(badge->source, "generic"), -1);
	g_autofree char *project = g_utf8_make_valid(or_default(badge->project, "global"), -1);
	json_t *object = json_pack("{s:I, s:s, s:s, s:f, s:s, s:i, s:b, s:f}", "window_id",
		(json_int_t)badge->window, "state", badge->working ? "working" : "stopped",
		"source", source, "timestamp", (double)now_ms / 1000, "project", project, "count",
		(int)CLAMP(badge->count, 1, COUNT_MAX), "needs_attention",
		(int)badge->needs_attention, "session_started", (double)badge->started_ms / 1000);
	/* Enough digits for milliseconds until the year 2286, and no more. */
	g_autofree char *text = dump_json(object, JSON_REAL_PRECISION(13));

	return g_strconcat(text, "\n", NULL);
}
