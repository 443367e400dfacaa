/* SPDX-License-Identifier: MIT */
#include "agent/history/stint.h"

#include "agent/base/dump.h"

#include <string.h>

/* Longer than anybody keeps a session; what is read may be anything. */
#define LENGTH_MAX (G_GINT64_CONSTANT(366) * 24 * 3600 * 1000)

static const char *const PHASES[_STINT_PHASE_MAX] = {
	[STINT_NONE] = "",
	[STINT_WORKING] = "working",
	[STINT_WAITING] = "waiting",
};

void stint_free(struct stint *stint)
{
	g_free(stint->session);
	g_free(stint->agent);
	g_free(stint->project);
	g_free(stint);
}

char *stint_print(const struct stint *stint)
{
	g_autofree char *agent = g_utf8_make_valid(stint->agent, -1);
	g_autofree char *project = g_utf8_make_valid(stint->project, -1);

	return dump_json(
		json_pack("{s:s, s:s, s:s, s:s, s:b, s:b, s:I, s:I}", "session", stint->session,
			"agent", agent, "project", project, "phase", PHASES[stint->phase], "turn",
			stint->turn, "asked", stint->asked, "began-ms", (json_int_t)stint->began_ms,
			"length-ms", (json_int_t)stint->length_ms),
		JSON_COMPACT);
}

static gboolean parse_phase(const char *word, enum stint_phase *ret)
{
	for (int i = STINT_WORKING; i < _STINT_PHASE_MAX; i++) {
		if (strcmp(PHASES[i], word) == 0) {
			*ret = (enum stint_phase)i;
			return TRUE;
		}
	}
	return FALSE;
}

static struct stint *read_object(json_t *object)
{
	const char *session, *agent, *project, *word;
	json_int_t began, length;
	int turn, asked;
	enum stint_phase phase;
	struct stint *stint;

	if (json_unpack(object, "{s:s, s:s, s:s, s:s, s:b, s:b, s:I, s:I}", "session", &session,
		    "agent", &agent, "project", &project, "phase", &word, "turn", &turn, "asked",
		    &asked, "began-ms", &began, "length-ms", &length) != 0 ||
		!parse_phase(word, &phase) || length < 0 || length > LENGTH_MAX || began < 0 ||
		began > G_MAXINT64 - LENGTH_MAX)
		return NULL;
	stint = g_new0(struct stint, 1);
	*stint = (struct stint){phase, turn, asked, began, length, g_strdup(session),
		g_strdup(agent), g_strdup(project)};
	return stint;
}

struct stint *stint_parse(const char *line)
{
	json_t *object = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
	struct stint *stint = json_is_object(object) ? read_object(object) : NULL;

	json_decref(object);
	return stint;
}

void stint_parse_lines(const char *text, GPtrArray *ret)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (char **line = lines; *line; line++) {
		struct stint *stint = stint_parse(*line);

		if (stint)
			g_ptr_array_add(ret, stint);
	}
}
