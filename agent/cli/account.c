/* SPDX-License-Identifier: MIT */
#include "agent/cli/account.h"

#include "agent/bus/field.h"
#include "agent/cli/age.h"
#include "agent/cli/format.h"
#include "agent/config/text.h"

#include <string.h>

static const char *describe_channel(const char *reason)
{
	static const struct {
		const char *reason, *text;
	} CHANNELS[] = {
		{"declared", "the agent tells its terminal what it does"},
		{"title", "the first character of the title that it sets"},
		{"progress", "the progress that it tells its terminal"},
		{"cursor", "it shows the terminal's cursor at a prompt, and hides it in a dialog"},
		{"cadence", "it paints as often as one that works"},
		{"quiet", "it paints nothing, or too seldom for one that works"},
		{"blinking", "it paints as a prompt does that blinks"},
		{"stdin", "whether it is blocked in a read of its input"},
		{"job", "job control: it was stopped, or is in the background"},
		{"started", "it has just been started, and nothing told more yet"},
		{"scan", "it ran before the collector did, and nothing told more yet"},
		{"status-file", "what the agent writes down about itself"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(CHANNELS); i++)
		if (strcmp(CHANNELS[i].reason, reason) == 0)
			return CHANNELS[i].text;
	return *reason ? "a way that this version does not know" : "nothing tells";
}

static void add(GString *out, const char *name, const char *text)
{
	g_autofree char *clean = text_clean(text);

	g_string_append_printf(out, "  %-7s  %s\n", name, *clean ? clean : "unknown");
}

/* Takes TEXT. */
static void add_own(GString *out, const char *name, char *text)
{
	add(out, name, text);
	g_free(text);
}

static char *describe_decision(const char *what, const char *reason)
{
	return g_strdup_printf(
		"%s, by %s: %s", what, *reason ? reason : "nothing", describe_channel(reason));
}

static void add_kind(GString *out, GVariant *facts)
{
	const char *kind = field_string(facts, "kind"),
		   *reason = field_string(facts, "kind-reason");

	if (strcmp(field_string(facts, "state"), "waiting") != 0)
		return;
	if (!*reason && !*kind)
		add(out, "for", "not known yet");
	else
		add_own(out, "for", describe_decision(*kind ? kind : "nobody knows what", reason));
}

static void add_way(GString *out, GVariant *facts)
{
	g_autoptr(GVariant) path =
		g_variant_lookup_value(facts, "path", G_VARIANT_TYPE_STRING_ARRAY);
	g_autofree const char **steps = path ? g_variant_get_strv(path, NULL) : NULL;

	if (!steps || !*steps)
		add(out, "way", "nobody has looked for its window");
	for (gsize i = 0; steps && steps[i]; i++)
		add(out, i ? "" : "way", steps[i]);
}

char *account_text(GVariant *facts, gint64 now_ms)
{
	GString *out = g_string_new(NULL);
	g_autofree char *head = format_fill(
		"{{agent}}, {{project}}  (id {{id}}, process {{pid}} on {{tty}})\n", facts, now_ms);

	g_string_append(out, head);
	add_own(out, "state",
		describe_decision(field_string(facts, "state"), field_string(facts, "reason")));
	add_own(out, "since", format_fill("{{age}}; worked {{worked}} before", facts, now_ms));
	add_kind(out, facts);
	add_way(out, facts);
	add_own(out, "window",
		format_fill("{{place}}: {{where}} ({{window}}) {{title}}", facts, now_ms));
	add(out, "seen",
		field_boolean(facts, "seen") ? "you have looked since it waits, or were looking"
					     : "not since it waits");
	if (*field_string(facts, "card"))
		add(out, "card", field_string(facts, "card"));
	return g_string_free(out, FALSE);
}
