/* SPDX-License-Identifier: MIT */
#include "agent/bar/line.h"
#include "agent/bus/order.h"
#include "tests/check.h"
#include "tests/unit/agent/cli/sessions.h"

#include <jansson.h>

/* What each bar is given, whatever somebody else has named something. */

#define ROUNDS 300

static char *make_line(const char *format, GVariant *sessions)
{
	g_autoptr(GPtrArray) order = sessions ? order_sort(sessions) : NULL;
	struct view *view = view_new(order);
	char *line = line_format_find(format)->make(view);

	view_free(view);
	return line;
}

static GVariant *named(const char *project, const char *state, const char *kind, gint64 since_ms)
{
	GVariant *session = make_session(project, state, kind, since_ms);

	return with(session, "project", g_variant_new_string(project));
}

static GVariant *make_some(void)
{
	return make_list((GVariant *[]){
		named("docs", "working", "", 1000),
		named("a&b", "waiting", "finished", 1000),
		named("shop", "waiting", "attention", 1000),
		seen(named("idle", "waiting", "finished", 1000)),
		NULL,
	});
}

static void check_line(const char *format, GVariant *sessions, const char *want)
{
	g_autofree char *line = make_line(format, sessions);

	CHECK_STR(line, want);
}

static void test_words(void)
{
	g_autoptr(GVariant) some = make_some();

	check_line("plain", some, "‼ shop  ✔ a&b  … 1");
	check_line("i3blocks", some,
		"{\"full_text\":\"‼ shop  ✔ a&b  … 1\",\"markup\":\"none\",\"urgent\":\"true\"}");
	check_line("i3bar", some,
		"[{\"full_text\":\"‼ shop\",\"name\":\"ebpf-ai-monitor\",\"instance\":\"shop\","
		"\"markup\":\"none\",\"urgent\":true},"
		"{\"full_text\":\"✔ a&b\",\"name\":\"ebpf-ai-monitor\",\"instance\":\"a&b\","
		"\"markup\":\"none\",\"urgent\":false},"
		"{\"full_text\":\"… 1\",\"name\":\"ebpf-ai-monitor\",\"instance\":\"\","
		"\"markup\":\"none\",\"urgent\":false}],");
	check_line("waybar", some,
		"{\"text\":\"‼ shop  ✔ a&amp;b  … 1\",\"alt\":\"attention\",\"tooltip\":\""
		"‼ Claude Code · shop · main:1.0 · attention since 00:00\\r"
		"✔ Claude Code · a&amp;b · main:1.0 · finished since 00:00\\r"
		"○ Claude Code · idle · main:1.0 · idle since 00:00\\r"
		"… Claude Code · docs · main:1.0 · working since 00:00\","
		"\"class\":[\"attention\",\"finished\",\"working\",\"idle\"],\"percentage\":50}");
}

static void test_many(void)
{
	g_autoptr(GVariant) many = make_list((GVariant *[]){
		named("a", "waiting", "attention", 1),
		named("b", "waiting", "finished", 2),
		named("", "waiting", "", 3),
		named("d", "waiting", "finished", 4),
		named("a project of a long name", "waiting", "finished", 5),
		NULL,
	});
	g_autoptr(GVariant) one = make_list(
		(GVariant *[]){named("a project of a long name", "waiting", "finished", 5), NULL});

	check_line("plain", many, "‼ a  ✔ b  ? Claude Code  +2");
	check_line("plain", one, "✔ a project of a long…");
}

static void test_nothing(void)
{
	g_autoptr(GVariant) none = make_list((GVariant *[]){NULL});
	g_autoptr(GVariant) idle = make_list((GVariant *[]){
		seen(named("idle", "waiting", "attention", 1000)),
		named("shell", "stopped", "", 1000),
		NULL,
	});

	check_line("plain", none, "");
	check_line("i3bar", none, "[],");
	check_line("waybar", none,
		"{\"text\":\"\",\"alt\":\"\",\"tooltip\":\"\",\"class\":[],\"percentage\":0}");
	check_line("eww", none,
		"{\"text\":\"\",\"class\":\"\",\"attention\":0,\"finished\":0,\"waiting\":0,"
		"\"working\":0,\"idle\":0,\"sessions\":[]}");
	check_line("plain", idle, "○ 2");
	check_line("plain", NULL, "✗ AI monitor");
	check_line("waybar", NULL,
		"{\"text\":\"✗ AI monitor\",\"alt\":\"down\",\"tooltip\":\"Neither the agent nor "
		"the collector of ebpf-ai-monitor "
		"answers.\",\"class\":[\"down\"],\"percentage\":0}");
}

static const char *const HOSTILE[] = {"\x1b[2J", "\xc2\x9b", "\n", "\r", "\t", "\x7f", "\xff",
	"\xed\xa0\x80", "\xe2\x80\xae", "\xe2\x81\xa6", "\xe2\x80\xa8", "\xef\xbb\xbf", "#(reboot)",
	"#[fg=red]", "##", "#{pane}", "%{A1:reboot:}", "%", "<b>", "</span>", "&amp;", "&", "\"",
	"'", "\\", "],", "日本", "a"};

static char *make_text(GRand *random)
{
	GString *text = g_string_new(NULL);
	int parts = g_rand_int_range(random, 0, 8);

	for (int i = 0; i < parts; i++)
		g_string_append(
			text, HOSTILE[g_rand_int_range(random, 0, (gint32)G_N_ELEMENTS(HOSTILE))]);
	return g_string_free(text, FALSE);
}

/* A string of bytes that the bus would not carry, which a session may hold here nevertheless. */
static GVariant *make_hostile(GRand *random)
{
	static const char *const KEYS[] = {"agent", "project", "tmux", "workspace"};
	GVariant *session = make_session("7-1", "waiting", "finished", 1000);

	for (gsize i = 0; i < G_N_ELEMENTS(KEYS); i++) {
		g_autofree char *text = make_text(random);
		g_autofree char *valid = g_utf8_make_valid(text, -1);

		session = with(session, KEYS[i], g_variant_new_string(valid));
	}
	return session;
}

static void check_harmless(const char *text)
{
	CHECK(g_utf8_validate(text, -1, NULL));
	for (const char *p = text; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		GUnicodeType type = g_unichar_type(c);

		CHECK(c == '\r' || type != G_UNICODE_CONTROL);
		CHECK(type != G_UNICODE_FORMAT && type != G_UNICODE_LINE_SEPARATOR &&
			type != G_UNICODE_PARAGRAPH_SEPARATOR);
	}
}

/* Nothing but its text is left of MARKUP: no tag. */
static void check_markup(const char *markup)
{
	static const GMarkupParser PARSER = {0};
	g_autofree char *whole = g_strconcat("<t>", markup, "</t>", NULL);
	GMarkupParseContext *context = g_markup_parse_context_new(&PARSER, 0, NULL, NULL);

	CHECK(!strchr(markup, '<'));
	CHECK(g_markup_parse_context_parse(context, whole, -1, NULL));
	CHECK(g_markup_parse_context_end_parse(context, NULL));
	g_markup_parse_context_free(context);
}

static void check_waybar(GVariant *sessions)
{
	g_autofree char *line = make_line("waybar", sessions);
	json_t *object = json_loads(line, 0, NULL);
	const char *text, *tooltip;

	CHECK(object);
	CHECK(json_unpack(object, "{s:s, s:s}", "text", &text, "tooltip", &tooltip) == 0);
	check_harmless(text);
	CHECK(!strchr(text, '\r'));
	check_harmless(tooltip);
	check_markup(text);
	check_markup(tooltip);
	json_decref(object);
}

static void check_i3bar(GVariant *sessions)
{
	g_autofree char *line = make_line("i3bar", sessions);
	json_t *array;
	size_t i;
	json_t *block;

	CHECK(g_str_has_suffix(line, "],"));
	line[strlen(line) - 1] = '\0';
	array = json_loads(line, 0, NULL);
	json_array_foreach(array, i, block)
		check_harmless(json_string_value(json_object_get(block, "full_text")));
	CHECK(json_array_size(array) > 0);
	json_decref(array);
}

static void test_hostile(void)
{
	static const char *const PLAIN[] = {"plain", "tmux", "polybar", "eww", "i3blocks"};
	g_autoptr(GRand) random = g_rand_new_with_seed(7);

	for (int round = 0; round < ROUNDS; round++) {
		g_autoptr(GVariant) sessions =
			make_list((GVariant *[]){make_hostile(random), make_hostile(random), NULL});

		check_waybar(sessions);
		check_i3bar(sessions);
		for (gsize i = 0; i < G_N_ELEMENTS(PLAIN); i++) {
			g_autofree char *line = make_line(PLAIN[i], sessions);

			check_harmless(line);
			CHECK(!strpbrk(line, "\r\n"));
			CHECK(strcmp(PLAIN[i], "tmux") != 0 || !strchr(line, '#'));
			CHECK(strcmp(PLAIN[i], "polybar") != 0 || !strchr(line, '%'));
		}
	}
}

int main(void)
{
	g_setenv("TZ", "UTC", TRUE);
	test_words();
	test_many();
	test_nothing();
	test_hostile();
	return 0;
}
