/* SPDX-License-Identifier: MIT */
#include "agent/cli/option.h"

#include "agent/bar/line.h"
#include "agent/cli/age.h"
#include "agent/cli/format.h"
#include "agent/cli/until.h"

#include <stddef.h>

const struct option_row OPTIONS[] = {
	[OPTION_JSON] = {"json", OPTION_WORDS_NONE, G_OPTION_ARG_NONE, NULL,
		offsetof(struct request, json), "Print JSON, on a terminal too"},
	[OPTION_PRETTY] = {"pretty", OPTION_WORDS_NONE, G_OPTION_ARG_NONE, NULL,
		offsetof(struct request, pretty), "Print it for people, off a terminal too"},
	[OPTION_NO_LEGEND] = {"no-legend", OPTION_WORDS_NONE, G_OPTION_ARG_NONE, NULL,
		offsetof(struct request, no_legend), "Print a table without its head"},
	[OPTION_FORMAT] = {"format", OPTION_WORDS_TEXT, G_OPTION_ARG_STRING, "TEXT",
		offsetof(struct request, format),
		"For each, such as '{{state}} {{agent}} {{project}}'"},
	[OPTION_COUNT] = {"count", OPTION_WORDS_NONE, G_OPTION_ARG_NONE, NULL,
		offsetof(struct request, count), "Print how many there are"},
	[OPTION_STATE] = {"state", OPTION_WORDS_STATE, G_OPTION_ARG_STRING_ARRAY, "STATE",
		offsetof(struct request, states),
		"Only those that are so: working, waiting, attention ..."},
	[OPTION_AGENT] = {"agent", OPTION_WORDS_AGENT, G_OPTION_ARG_STRING_ARRAY, "AGENT",
		offsetof(struct request, agents), "Only those of that name"},
	[OPTION_PROJECT] = {"project", OPTION_WORDS_PROJECT, G_OPTION_ARG_STRING_ARRAY, "PROJECT",
		offsetof(struct request, projects), "Only those that work on it"},
	[OPTION_PRINT] = {"print", OPTION_WORDS_NONE, G_OPTION_ARG_NONE, NULL,
		offsetof(struct request, print), "Only say which it is"},
	[OPTION_SINCE] = {"since", OPTION_WORDS_TEXT, G_OPTION_ARG_STRING, "TIME",
		offsetof(struct request, since),
		"Only what was within that time: 90s, 30m, 8h, 7d; else today"},
	[OPTION_UNTIL] = {"until", OPTION_WORDS_UNTIL, G_OPTION_ARG_STRING_ARRAY, "STATE",
		offsetof(struct request, until),
		"Until it is so; again: or so; exited, too (waiting)"},
	[OPTION_TIMEOUT] = {"timeout", OPTION_WORDS_TEXT, G_OPTION_ARG_STRING, "TIME",
		offsetof(struct request, timeout), "For at most so long: 90s, 10m, 2h"},
	[OPTION_FOR] = {"for", OPTION_WORDS_TEXT, G_OPTION_ARG_STRING, "TIME",
		offsetof(struct request, length), "Only so long: 90s, 30m, 2h"},
	[OPTION_ALL] = {"all", OPTION_WORDS_NONE, G_OPTION_ARG_NONE, NULL,
		offsetof(struct request, all), "All there are"},
	[OPTION_BAR] = {"format", OPTION_WORDS_BAR, G_OPTION_ARG_STRING_ARRAY, "TEXT",
		offsetof(struct request, bar),
		"For waybar, i3bar, i3blocks, tmux, eww, polybar, or plain"},
	[OPTION_SOCKET] = {"socket", OPTION_WORDS_FILE, G_OPTION_ARG_FILENAME, "PATH",
		offsetof(struct request, socket), "Collector's socket (" SOCKET_PATH ")"},
	[OPTION_HELP] = {"help", OPTION_WORDS_NONE, G_OPTION_ARG_NONE, NULL,
		offsetof(struct request, help), "Print this text"},
};

G_STATIC_ASSERT(G_N_ELEMENTS(OPTIONS) == _OPTION_MAX);

static void finish_value(struct request *request, gsize option)
{
	if (OPTIONS[option].arg == G_OPTION_ARG_STRING_ARRAY)
		g_clear_pointer(
			&G_STRUCT_MEMBER(char **, request, OPTIONS[option].offset), g_strfreev);
	else if (OPTIONS[option].arg != G_OPTION_ARG_NONE)
		g_clear_pointer(&G_STRUCT_MEMBER(char *, request, OPTIONS[option].offset), g_free);
}

void request_finish(struct request *request)
{
	for (gsize i = 0; i < G_N_ELEMENTS(OPTIONS); i++)
		finish_value(request, i);
	g_clear_pointer(&request->words, g_strfreev);
}

GOptionEntry *option_entries(guint options, struct request *request)
{
	GOptionEntry *entries = g_new0(GOptionEntry, _OPTION_MAX + 1);
	gsize n = 0;

	for (gsize i = 0; i < _OPTION_MAX; i++) {
		if (!(options & 1u << i) && i != OPTION_HELP)
			continue;
		entries[n++] = (GOptionEntry){
			.long_name = OPTIONS[i].name,
			.short_name = i == OPTION_HELP ? 'h' : 0,
			.arg = OPTIONS[i].arg,
			.arg_data = (char *)request + OPTIONS[i].offset,
			.description = OPTIONS[i].help,
			.arg_description = OPTIONS[i].arg_name,
		};
	}
	return entries;
}

const char *const *option_values(enum option_words words)
{
	static const char *const STATES[] = {
		"attention", "finished", "input", "waiting", "working", "stopped", "unknown", NULL};

	if (words == OPTION_WORDS_STATE)
		return STATES;
	if (words == OPTION_WORDS_BAR)
		return line_format_names();
	return words == OPTION_WORDS_UNTIL ? until_words() : NULL;
}

static gboolean check_words(enum option option, char **words, GError **error)
{
	const char *const *known = option_values(OPTIONS[option].words);
	g_autofree char *list = g_strjoinv(", ", (char **)known);

	for (; words && *words; words++)
		if (!g_strv_contains(known, *words)) {
			g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
				"--%s: there is no %s '%s'; take %s", OPTIONS[option].name,
				option == OPTION_BAR ? "format" : "state", *words, list);
			return FALSE;
		}
	return TRUE;
}

static gboolean check_length(enum option option, const char *text, GError **error)
{
	gint64 ms;

	if (!text || age_parse(text, &ms))
		return TRUE;
	g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
		"--%s: '%s' is no length of time; take one like 90s, 30m, 8h or 7d",
		OPTIONS[option].name, text);
	return FALSE;
}

gboolean option_check(const struct request *request, GError **error)
{
	return check_words(OPTION_STATE, request->states, error) &&
		check_words(OPTION_UNTIL, request->until, error) &&
		check_words(OPTION_BAR, request->bar, error) &&
		check_length(OPTION_FOR, request->length, error) &&
		check_length(OPTION_SINCE, request->since, error) &&
		check_length(OPTION_TIMEOUT, request->timeout, error) &&
		(!request->format || format_check(request->format, error));
}
