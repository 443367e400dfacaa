/* SPDX-License-Identifier: MIT */
#include "agent/cli/account.h"
#include "agent/cli/format.h"
#include "agent/cli/grid.h"
#include "agent/cli/lines.h"
#include "agent/cli/offer.h"
#include "agent/cli/page.h"
#include "agent/cli/past.h"
#include "agent/cli/report.h"
#include "agent/cli/session.h"
#include "agent/cli/table.h"
#include "agent/config/text.h"
#include "tests/check.h"
#include "tests/unit/agent/cli/sessions.h"

/* Whatever somebody else has named something: nothing that is printed of it is more than text. */

#define ROUNDS 500

static const char *const HOSTILE[] = {
	"\x1b]0;title\x07",
	"\x1b[2J",
	"\xc2\x9b"
	"2J", /* CSI in one character */
	"\n",
	"\r",
	"\t",
	"\x7f",
	"\xff",
	"\xc3",
	"\xed\xa0\x80",
	"\xe2\x80\xae", /* right to left from here */
	"\xe2\x80\x8f",
	"\xe2\x80\xa8", /* ends a line */
	"\xe2\x80\xa9",
	"\xef\xbb\xbf",
	"{{id}}",
	"#(reboot)",
	"<b>&amp;",
	"%s%n",
	"日本",
	"a",
};

static char *make_text(GRand *random)
{
	GString *text = g_string_new(NULL);

	for (int n = g_rand_int_range(random, 0, 12); n > 0; n--)
		if (g_rand_boolean(random))
			g_string_append(
				text, HOSTILE[g_rand_int_range(random, 0, G_N_ELEMENTS(HOSTILE))]);
		else
			g_string_append_c(text, (char)g_rand_int_range(random, 1, 256));
	return g_string_free(text, FALSE);
}

static void check_harmless(const char *text)
{
	CHECK(g_utf8_validate(text, -1, NULL));
	for (const char *p = text; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		GUnicodeType type = g_unichar_type(c);

		CHECK(c >= 0x20 && !(c >= 0x7f && c < 0xa0));
		CHECK(type != G_UNICODE_FORMAT && type != G_UNICODE_CONTROL);
		CHECK(type != G_UNICODE_LINE_SEPARATOR && type != G_UNICODE_PARAGRAPH_SEPARATOR);
	}
}

static GVariant *make_hostile(GRand *random)
{
	static const char *const KEYS[] = {"id", "name", "source", "agent", "project", "tty",
		"state", "reason", "kind", "kind-reason", "place", "tmux", "title", "workspace"};
	GVariantDict dict;

	g_variant_dict_init(&dict, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(KEYS); i++) {
		g_autofree char *text = make_text(random);
		g_autofree char *valid = g_utf8_make_valid(text, -1);

		g_variant_dict_insert(&dict, KEYS[i], "s", valid);
	}
	return g_variant_ref_sink(g_variant_dict_end(&dict));
}

static void check_session(GVariant *session)
{
	g_autoptr(GPtrArray) order = g_ptr_array_new();
	g_autofree char *json = cli_session_json(session);
	g_auto(GStrv) lines = NULL;

	for (const char *p = json; *p; p++)
		CHECK(*p >= ' ' && *p <= 0x7e);
	for (int i = 0; i < _CLI_COLUMN_MAX; i++) {
		g_autofree char *text = cli_column_text(session, (enum cli_column)i, 0);

		check_harmless(text);
	}
	for (const char *const *name = cli_session_fields(); *name; name++) {
		g_autofree char *format = g_strdup_printf("{{%s}}", *name);
		g_autofree char *text = format_fill(format, session, 0);

		check_harmless(text);
	}
	g_ptr_array_add(order, session);
	lines = table_lines(order, &(struct table_style){.width = 80}, 0);
	check_harmless(lines[0]);
	CHECK(grid_width(lines[0]) <= 80);
}

/* Takes LINES. */
static void check_lines(char **lines)
{
	for (char **line = lines; *line; line++)
		check_harmless(*line);
	g_strfreev(lines);
}

/* Takes TEXT, of lines of our own. */
static void check_text(char *text)
{
	check_lines(g_strsplit(text, "\n", -1));
	g_free(text);
}

static void check_explained(GRand *random, GVariant *session)
{
	static const char *const KEYS[] = {
		"card", "file", "heard-state", "heard-reason", "mode", "says", "cursor"};
	g_autofree char *step = make_text(random);
	g_autofree char *valid = g_utf8_make_valid(step, -1);
	g_autoptr(GVariant) facts = NULL;
	GVariantDict dict;

	g_variant_dict_init(&dict, session);
	for (gsize i = 0; i < G_N_ELEMENTS(KEYS); i++)
		g_variant_dict_insert(&dict, KEYS[i], "s", valid);
	g_variant_dict_insert(&dict, "frames", "x", G_GINT64_CONSTANT(1));
	g_variant_dict_insert_value(
		&dict, "path", g_variant_new_strv((const char *const[]){valid}, 1));
	facts = g_variant_ref_sink(g_variant_dict_end(&dict));
	check_text(account_text(facts, 80, 0));
}

static void check_listed(GVariant *session, const char *text)
{
	g_autoptr(GPtrArray) order = g_ptr_array_new();
	struct page page = {.order = order, .note = text, .width = 80, .height = 24};
	struct request request = {.pretty = TRUE};
	struct lines *lines = lines_new(&request);
	g_autofree char *change = lines_change(lines, session, 0);
	g_autofree char *removal = lines_removal(lines, session, 0);

	g_ptr_array_add(order, session);
	check_harmless(change);
	check_harmless(removal);
	lines_free(lines);
	check_lines(page_lines(&page, 0));
	check_lines(offer_lines(order, "{{project}} {{title}}", 0));
}

/* What was written down is bytes of a file. */
static void check_past(const char *text)
{
	struct stint stint = {
		STINT_WAITING, TRUE, TRUE, 0, 1, (char *)text, (char *)text, (char *)text};
	g_autoptr(GPtrArray) stints = g_ptr_array_new();
	g_autoptr(GPtrArray) tallies = NULL;

	g_ptr_array_add(stints, &stint);
	tallies = tally_make(stints, 0, TALLY_BY_SESSION);
	check_lines(past_lines(tallies, TALLY_BY_SESSION, TRUE, 80, 0));
}

static void check_reported(const char *text)
{
	struct report *report = report_new();

	report_add(report, VERDICT_WARN, "window", text, "%s", text);
	check_text(report_text(report, FALSE, 80));
	report_free(report);
}

int main(void)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(16);

	for (int i = 0; i < ROUNDS; i++) {
		g_autofree char *text = make_text(random), *clean = text_clean(text);
		g_autofree char *again = text_clean(clean);
		g_autoptr(GVariant) session = make_hostile(random);

		check_harmless(clean);
		CHECK_STR(again, clean);
		check_session(session);
		check_explained(random, session);
		check_listed(session, text);
		check_past(text);
		check_reported(text);
	}
	return 0;
}
