/* SPDX-License-Identifier: MIT */
#include "agent/config/text.h"

#include "proto/agents.h"

#include <string.h>

#define PART_MAX    80 /* characters of a name somebody else chose */
#define SUMMARY_MAX 8  /* sessions named in a summary */

const char *text_agent(const char *source, const char *name)
{
	const char *title = agents_title(source);

	return title ? title : name;
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

/* Some that are called printable end a line, or could turn it around. */
static gboolean is_harmless(gunichar c)
{
	GUnicodeType type = g_unichar_type(c);

	return g_unichar_isprint(c) && type != G_UNICODE_LINE_SEPARATOR &&
		type != G_UNICODE_PARAGRAPH_SEPARATOR;
}

char *text_clean(const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	GString *out = g_string_new(NULL);

	for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		g_string_append_unichar(out, is_harmless(c) ? c : 0xfffd);
	}
	return g_string_free(out, FALSE);
}

/* Not too long, too. */
static char *clean(const char *text)
{
	g_autofree char *whole = text_clean(text);
	g_autofree char *part = NULL;

	if (g_utf8_strlen(whole, -1) <= PART_MAX)
		return g_steal_pointer(&whole);
	part = g_utf8_substring(whole, 0, PART_MAX);
	return g_strconcat(part, "…", NULL);
}

static char *describe_agent(const struct text_facts *facts)
{
	return clean(text_agent(facts->source, facts->name));
}

static char *describe_project(const struct text_facts *facts)
{
	return clean(facts->project);
}

static char *describe_tmux(const struct text_facts *facts)
{
	return clean(facts->where ? facts->where : "");
}

static char *describe_place(const struct text_facts *facts)
{
	g_autofree char *project = describe_project(facts);
	g_autofree char *tmux = describe_tmux(facts);
	gsize len = strlen(project);

	/* tmux' session is often named after the project. */
	if (len > 0 && strncmp(tmux, project, len) == 0 && tmux[len] == ':')
		return g_steal_pointer(&tmux);
	return g_strconcat(project, *project && *tmux ? " · " : "", tmux, NULL);
}

static char *describe_duration(const struct text_facts *facts)
{
	return text_duration(facts->worked_ms);
}

static char *describe_after(const struct text_facts *facts)
{
	g_autofree char *duration = describe_duration(facts);

	return facts->worked_ms > 0 ? g_strconcat(" after ", duration, NULL) : g_strdup("");
}

static char *describe_background(const struct text_facts *facts)
{
	return g_strdup(facts->has_shell ? "A command still runs in the background" : "");
}

static char *describe_end(const struct text_facts *facts)
{
	g_autofree char *duration = text_duration(facts->worked_ms);
	const char *worked = facts->worked_ms > 0 ? ", worked " : "";

	if (facts->class != TEXT_DIED)
		return g_strdup("");
	if (facts->worked_ms <= 0)
		duration[0] = '\0';
	if (facts->exit_signal)
		return g_strdup_printf("Killed by signal %d (%s)%s%s", facts->exit_signal,
			g_strsignal(facts->exit_signal), worked, duration);
	return g_strdup_printf("Exit code %d%s%s", facts->exit_code, worked, duration);
}

static const struct placeholder {
	const char *name;
	char *(*describe)(const struct text_facts *facts);
	const char *help;
} PLACEHOLDERS[] = {
	{"{agent}", describe_agent, "its name, such as Claude Code"},
	{"{project}", describe_project, "what it works on, empty where unknown"},
	{"{tmux}", describe_tmux, "session, window and pane, empty without tmux"},
	{"{place}", describe_place, "project and tmux, with a dot between"},
	{"{duration}", describe_duration, "how long it worked"},
	{"{after}", describe_after, "\"after\" that, where it worked before it asked"},
	{"{background}", describe_background,
		"that a command of its still runs there, where one does"},
	{"{end}", describe_end, "exit code or signal of one that died"},
};

static const struct placeholder *find_placeholder(const char *text)
{
	for (gsize i = 0; i < G_N_ELEMENTS(PLACEHOLDERS); i++)
		if (g_str_has_prefix(text, PLACEHOLDERS[i].name))
			return &PLACEHOLDERS[i];
	return NULL;
}

gboolean text_template_is_valid(const char *template)
{
	for (const char *p = strchr(template, '{'); p; p = strchr(p + 1, '{'))
		if (!find_placeholder(p))
			return FALSE;
	return TRUE;
}

char *text_placeholders(void)
{
	GString *out = g_string_new(NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(PLACEHOLDERS); i++)
		g_string_append_printf(out, "%s%-10s  %s", i ? "\n" : "", PLACEHOLDERS[i].name,
			PLACEHOLDERS[i].help);
	return g_string_free(out, FALSE);
}

static void fill_line(GString *out, const char *line, const struct text_facts *facts)
{
	while (*line) {
		const struct placeholder *found = *line == '{' ? find_placeholder(line) : NULL;

		if (found) {
			g_autofree char *text = found->describe(facts);

			g_string_append(out, text);
			line += strlen(found->name);
		} else {
			g_string_append_c(out, *line++);
		}
	}
}

char *text_fill(const char *template, const struct text_facts *facts)
{
	g_auto(GStrv) lines = g_strsplit(template, "\n", -1);
	GString *out = g_string_new(NULL);

	for (gsize i = 0; lines[i]; i++) {
		gsize before = out->len;

		if (before > 0)
			g_string_append_c(out, '\n');
		before = out->len;
		fill_line(out, lines[i], facts);
		if (out->len == before && before > 0)
			g_string_truncate(out, before - 1);
	}
	return g_string_free(out, FALSE);
}

static guint count_class(const GPtrArray *facts, enum text_class class)
{
	guint count = 0;

	for (guint i = 0; i < facts->len; i++)
		count += ((const struct text_facts *)g_ptr_array_index(facts, i))->class == class;
	return count;
}

static gboolean is_mixed(const GPtrArray *facts)
{
	const struct text_facts *first = g_ptr_array_index(facts, 0);

	return count_class(facts, first->class) < facts->len;
}

char *text_summary(const GPtrArray *facts)
{
	/* In the order that their user needs them. */
	static const struct {
		enum text_class class;
		const char *one, *several;
	} WHAT[] = {
		{TEXT_ATTENTION, "needs approval", "need approval"},
		{TEXT_DIED, "died", "died"},
		{TEXT_FINISHED, "finished", "finished"},
		{TEXT_WAITING, "waits for you", "wait for you"},
	};
	const char *agents = is_mixed(facts) ? "" : " agents";
	GString *out = g_string_new(NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(WHAT); i++) {
		guint count = count_class(facts, WHAT[i].class);

		if (count > 0)
			g_string_append_printf(out, "%s%u%s %s", out->len ? ", " : "", count,
				agents, count == 1 ? WHAT[i].one : WHAT[i].several);
	}
	return g_string_free(out, FALSE);
}

char *text_summary_body(const GPtrArray *facts)
{
	GString *out = g_string_new(NULL);
	guint named = facts->len > SUMMARY_MAX ? SUMMARY_MAX - 1 : facts->len;

	for (guint i = 0; i < named; i++) {
		const struct text_facts *one = g_ptr_array_index(facts, i);
		g_autofree char *place = describe_place(one);
		g_autofree char *line = text_fill(*place ? "{place}: {agent}" : "{agent}", one);

		g_string_append_printf(out, "%s%s", i ? "\n" : "", line);
	}
	if (named < facts->len)
		g_string_append_printf(out, "\nand %u more", facts->len - named);
	return g_string_free(out, FALSE);
}
