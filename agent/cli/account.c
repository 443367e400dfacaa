/* SPDX-License-Identifier: MIT */
#include "agent/cli/account.h"

#include "agent/bus/field.h"
#include "agent/cli/age.h"
#include "agent/cli/fold.h"
#include "agent/cli/format.h"
#include "agent/config/text.h"

#include <string.h>

#define TEXT_COLUMN 11

struct meaning {
	const char *word, *text;
};

/* MEANINGS end with one without a word, whose text is that of all others. */
static const char *find_meaning(const struct meaning *meanings, const char *word)
{
	while (meanings->word && strcmp(meanings->word, word) != 0)
		meanings++;
	return meanings->text;
}

static const char *describe_channel(const char *reason)
{
	static const struct meaning CHANNELS[] = {
		{"", "nothing tells"},
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
		{NULL, "a way that this version does not know"},
	};

	return find_meaning(CHANNELS, reason);
}

static const char *describe_card(const char *card)
{
	static const struct meaning CARDS[] = {
		{"none", "none: nothing has happened that is worth one"},
		{"due", "one is about to be shown, once it is known which window it is"},
		{"shown", "shown"},
		{"gathered", "shown in one with others that stopped at the same time"},
		{"paused", "held back until the pause ends (resume)"},
		{"untold", "none yet: nothing tells what it waits for"},
		{"no-turn", "none: no turn ended before this prompt"},
		{"old", "none: it was so before the agent was there"},
		{"off", "none: the settings want none of this kind"},
		{"short", "none: the turn was shorter than min-turn-ms in the settings"},
		{"looked", "none: you were looking at that window and pane"},
		{"seen", "taken off, when you looked"},
		{"dismissed", "taken off, when you said that you know (seen)"},
		{"closed", "closed on the screen"},
		{NULL, "for a reason that this version does not know"},
	};

	return find_meaning(CARDS, card);
}

struct account {
	GString *out;
	int width;
};

static void add(struct account *account, const char *name, const char *text)
{
	g_autofree char *clean = text_clean(text);

	g_string_append_printf(account->out, "  %-7s  ", name);
	fold_append(account->out, *clean ? clean : "unknown", TEXT_COLUMN, account->width);
}

/* Takes TEXT. */
static void add_own(struct account *account, const char *name, char *text)
{
	add(account, name, text);
	g_free(text);
}

static char *describe_decision(const char *what, const char *reason)
{
	return g_strdup_printf(
		"%s, by %s: %s", what, *reason ? reason : "nothing", describe_channel(reason));
}

static void add_kind(struct account *account, GVariant *facts)
{
	const char *kind = field_string(facts, "kind"),
		   *reason = field_string(facts, "kind-reason");

	if (!*reason && !*kind)
		add(account, "for", "not known yet");
	else
		add_own(account, "for",
			describe_decision(*kind ? kind : "nobody knows what", reason));
}

static void add_way(struct account *account, GVariant *facts)
{
	g_autoptr(GVariant) path =
		g_variant_lookup_value(facts, "path", G_VARIANT_TYPE_STRING_ARRAY);
	g_autofree const char **steps = path ? g_variant_get_strv(path, NULL) : NULL;

	if (!steps || !*steps)
		add(account, "way", "nobody has looked for its window");
	for (gsize i = 0; steps && steps[i]; i++)
		add(account, i ? "" : "way", steps[i]);
}

/* "1.2 s" */
static char *describe_moment(gint64 ms)
{
	return ms < 60000 ? g_strdup_printf("%.1f s", (double)ms / 1000) : age_text(ms);
}

static char *describe_output(GVariant *facts)
{
	gint64 frames = field_int64(facts, "frames"), ms = field_int64(facts, "frames-ms");
	g_autofree char *length = describe_moment(ms);
	g_autofree char *quiet = describe_moment(field_int64(facts, "quiet-ms"));

	if (frames == 0)
		return g_strdup_printf("nothing for %s", quiet);
	if (ms == 0)
		return g_strdup_printf("once, then nothing for %s", quiet);
	return g_strdup_printf("%" G_GINT64_FORMAT
			       " times in %s, %.1f a second; then nothing for %s",
		frames, length, (double)frames * 1000 / (double)ms, quiet);
}

/* What the collector went by, as it was when it decided. */
static void add_basis(struct account *account, GVariant *facts)
{
	const char *says = field_string(facts, "says"), *mode = field_string(facts, "mode");
	const char *cursor = field_string(facts, "cursor");
	g_autofree char *length = describe_moment(field_int64(facts, "says-ms"));

	if (!g_variant_lookup(facts, "frames", "x", NULL))
		return;
	if (*says)
		add_own(account, "says", g_strdup_printf("%s, for %s by then", says, length));
	else
		add(account, "says", "nothing");
	add_own(account, "painted", describe_output(facts));
	add_own(account, "mode",
		g_strdup_printf(
			"%s%s%s", *mode ? mode : "unknown", *cursor ? "; cursor " : "", cursor));
}

static void add_file(struct account *account, GVariant *facts, gint64 now_ms)
{
	const char *file = field_string(facts, "file");
	g_autofree char *age = age_text(now_ms - field_int64(facts, "file-since-ms"));

	if (!*file)
		return;
	add_own(account, "file",
		g_strdup_printf("%s, for %s; %s", file, age,
			field_boolean(facts, "file-counts")
				? "it is believed"
				: "not believed: the terminal tells otherwise"));
	add_own(account, "without",
		describe_decision(
			field_string(facts, "heard-state"), field_string(facts, "heard-reason")));
}

static gboolean waits(GVariant *facts)
{
	return strcmp(field_string(facts, "state"), "waiting") == 0;
}

char *account_text(GVariant *facts, int width, gint64 now_ms)
{
	struct account one = {g_string_new(NULL), width}, *account = &one;
	g_autofree char *head = format_fill(
		"{{agent}}, {{project}}  (id {{id}}, process {{pid}} on {{tty}})", facts, now_ms);

	fold_append(account->out, head, 0, width);
	add_own(account, "state",
		describe_decision(field_string(facts, "state"), field_string(facts, "reason")));
	add_own(account, "since", format_fill("{{age}}; worked {{worked}} before", facts, now_ms));
	if (waits(facts))
		add_kind(account, facts);
	add_basis(account, facts);
	add_file(account, facts, now_ms);
	add_way(account, facts);
	add_own(account, "window",
		format_fill("{{place}}: {{where}} ({{window}}) {{title}}", facts, now_ms));
	if (waits(facts))
		add(account, "seen",
			field_boolean(facts, "seen")
				? "you have looked since it waits, or were looking"
				: "not since it waits");
	if (*field_string(facts, "card"))
		add(account, "card", describe_card(field_string(facts, "card")));
	return g_string_free(account->out, FALSE);
}
