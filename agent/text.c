/* SPDX-License-Identifier: MIT */
#include "agent/text.h"

#include <string.h>

#define PART_MAX 80 /* characters of a name somebody else chose */

static const struct {
	const char *source;
	const char *agent;
} AGENTS[] = {
	{"claude-code", "Claude Code"},
	{"codex", "Codex"},
	{"gemini", "Gemini CLI"},
	{"opencode", "OpenCode"},
	{"copilot", "Copilot CLI"},
	{"qwen", "Qwen Code"},
	{"aider", "Aider"},
	{"goose", "Goose"},
	{"amp", "Amp"},
	{"crush", "Crush"},
	{"cursor-agent", "Cursor Agent"},
};

const char *text_agent(const char *source, const char *name)
{
	for (gsize i = 0; i < G_N_ELEMENTS(AGENTS); i++)
		if (strcmp(AGENTS[i].source, source) == 0)
			return AGENTS[i].agent;
	return name;
}

char *text_duration(gint64 ms)
{
	gint64 s = MAX(ms, 0) / 1000;

	if (s < 60)
		return g_strdup_printf("%d s", (int)s);
	if (s < 3600)
		return s % 60 ? g_strdup_printf("%d min %d s", (int)(s / 60), (int)(s % 60))
			      : g_strdup_printf("%d min", (int)(s / 60));
	return g_strdup_printf("%" G_GINT64_FORMAT " h %d min", s / 3600, (int)(s % 3600 / 60));
}

/* One line of printable text, not too long; format characters could turn the line around. */
static char *clean(const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	GString *out = g_string_new(NULL);
	guint count = 0;

	for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (++count > PART_MAX) {
			g_string_append(out, "…");
			break;
		}
		g_string_append_unichar(out, g_unichar_isprint(c) ? c : 0xfffd);
	}
	return g_string_free(out, FALSE);
}

char *text_summary(const struct text_facts *facts)
{
	static const char *const WHAT[] = {
		[TEXT_FINISHED] = "finished",
		[TEXT_ATTENTION] = "needs approval",
		[TEXT_DIED] = "died",
	};
	g_autofree char *agent = clean(text_agent(facts->source, facts->name));

	return g_strdup_printf("%s %s", agent, WHAT[facts->class]);
}

static char *describe_end(const struct text_facts *facts)
{
	if (facts->exit_signal)
		return g_strdup_printf("Killed by signal %d (%s)", facts->exit_signal,
			g_strsignal(facts->exit_signal));
	return g_strdup_printf("Exit code %d", facts->exit_code);
}

static char *describe_what(const struct text_facts *facts)
{
	g_autofree char *duration = text_duration(facts->worked_ms);
	g_autofree char *end = NULL;

	switch (facts->class) {
	case TEXT_FINISHED:
		return g_strdup_printf("Worked %s", duration);
	case TEXT_ATTENTION:
		return g_strdup_printf("Asks for your approval or answer after %s", duration);
	case TEXT_DIED:
		end = describe_end(facts);
		return facts->worked_ms > 0 ? g_strdup_printf("%s, worked %s", end, duration)
					    : g_steal_pointer(&end);
	}
	g_assert_not_reached();
}

char *text_body(const struct text_facts *facts, gboolean markup)
{
	g_autofree char *project = clean(facts->project);
	g_autofree char *where = clean(facts->where ? facts->where : "");
	g_autofree char *what = describe_what(facts);
	g_autofree char *body = g_strconcat(project, *project && *where ? " · " : "", where,
		*project || *where ? "\n" : "", what, NULL);

	return markup ? g_markup_escape_text(body, -1) : g_steal_pointer(&body);
}
