/* SPDX-License-Identifier: MIT */
#include "agent/cli/format.h"
#include "agent/cli/grid.h"
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
	}
	return 0;
}
