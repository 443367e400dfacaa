/* SPDX-License-Identifier: MIT */
#include "agent/config/config.h"
#include "tests/check.h"

static gboolean parse(struct config *config, const char *text, gsize len, GError **error)
{
	g_autoptr(GPtrArray) warnings = g_ptr_array_new_with_free_func(g_free);
	gboolean ok = config_parse(config, text, len, "f", warnings, error);

	CHECK(!ok || warnings->len == 0);
	return ok;
}

/* A file for a later version does no harm, but a slip of the pen is told. */
static void test_unknown(void)
{
	static const char TEXT[] = "[notifications]\nfinishd=true\nfinished=false\n"
				   "\n[notification]\ndied=no\n";
	g_autoptr(GPtrArray) warnings = g_ptr_array_new_with_free_func(g_free);
	struct config config;

	config_init(&config);
	CHECK(config_parse(&config, TEXT, strlen(TEXT), "f", warnings, NULL));
	CHECK(!config.classes[TEXT_FINISHED].shown);
	CHECK_INT(warnings->len, 2);
	CHECK(g_str_has_prefix(g_ptr_array_index(warnings, 0), "f:2: "));
	CHECK(strstr(g_ptr_array_index(warnings, 0), "'finishd'") != NULL);
	CHECK(g_str_has_prefix(g_ptr_array_index(warnings, 1), "f:5: "));
	CHECK(strstr(g_ptr_array_index(warnings, 1), "[notification]") != NULL);
	config_finish(&config);
}

static void remove_marks(char *text)
{
	for (char *p = strstr(text, "\n#"); p; p = strstr(p + 1, "\n#"))
		if (strchr(p, '=') && p[2] != ' ')
			p[1] = ' ';
}

/* The example is the defaults, whether it is commented out or not. */
static void test_example(void)
{
	g_autofree char *text = config_example();
	struct config config, usual;

	config_init(&usual);
	config_init(&config);
	CHECK(parse(&config, text, strlen(text), NULL));
	remove_marks(text);
	config.min_turn_ms = 1;
	config.classes[TEXT_DIED].shown = FALSE;
	CHECK(parse(&config, text, strlen(text), NULL));
	CHECK_INT(config.min_turn_ms, usual.min_turn_ms);
	CHECK(config.classes[TEXT_DIED].shown);
	CHECK_STR(config.classes[TEXT_DIED].body, usual.classes[TEXT_DIED].body);
	CHECK_INT(g_strv_length(config.project_sources), g_strv_length(usual.project_sources));
	config_finish(&config);
	config_finish(&usual);
}

static void test_defaults(void)
{
	struct config config;

	config_init(&config);
	for (guint i = 0; i < TEXT_CLASSES; i++)
		CHECK(config.classes[i].shown);
	CHECK_INT(config.classes[TEXT_FINISHED].urgency, CONFIG_URGENCY_NORMAL);
	CHECK_INT(config.classes[TEXT_ATTENTION].urgency, CONFIG_URGENCY_CRITICAL);
	CHECK_INT(config.classes[TEXT_DIED].urgency, CONFIG_URGENCY_NORMAL);
	CHECK_STR(config.classes[TEXT_FINISHED].body, "{place}\nWorked {duration}\n{background}");
	CHECK_STR(config.classes[TEXT_FINISHED].sound, "");
	CHECK(config.terminals[0] == NULL);
	CHECK_STR(config.project_sources[0], "pane");
	CHECK(config.suppress_when_focused);
	CHECK_INT(config.min_turn_ms, 5000);
	CHECK_INT(config.timeout_ms, 0);
	CHECK_STR(config.badge_directory, "");
	config_finish(&config);
}

static void test_all(void)
{
	static const char TEXT[] = "# a comment\n"
				   "[notifications]\n"
				   "finished=false\nattention = true\ndied=false\n"
				   "min-turn-ms=0\ntimeout-ms=8000\nsuppress-when-focused=false \n"
				   "attention-urgency=normal\ndied-sound=bell\n"
				   "finished-title=<b>{agent}</b>\nfinished-text=a\\n{tmux}\n"
				   "\n[badges]\ndirectory=/run/x\n"
				   "[windows]\nterminals=foot; ghostty;\n"
				   "[projects]\nsources=git\n";
	struct config config;

	config_init(&config);
	CHECK(parse(&config, TEXT, strlen(TEXT), NULL));
	CHECK(!config.classes[TEXT_FINISHED].shown && config.classes[TEXT_ATTENTION].shown);
	CHECK(!config.classes[TEXT_DIED].shown);
	CHECK_INT(config.classes[TEXT_ATTENTION].urgency, CONFIG_URGENCY_NORMAL);
	CHECK_STR(config.classes[TEXT_DIED].sound, "bell");
	CHECK_STR(config.classes[TEXT_FINISHED].title, "<b>{agent}</b>");
	CHECK_STR(config.classes[TEXT_FINISHED].body, "a\n{tmux}");
	CHECK_INT(g_strv_length(config.terminals), 2);
	CHECK_STR(config.terminals[1], "ghostty");
	CHECK_INT(g_strv_length(config.project_sources), 1);
	CHECK(!config.suppress_when_focused);
	CHECK_INT(config.min_turn_ms, 0);
	CHECK_INT(config.timeout_ms, 8000);
	CHECK_STR(config.badge_directory, "/run/x");
	CHECK(parse(&config, "", 0, NULL));
	config_finish(&config);
}

/* Each complaint names the file, the line and what is wrong there. */
static void test_mistakes(void)
{
	static const struct {
		const char *text, *where, *what;
	} CASES[] = {
		{"[notifications]\nfinished-urgency=high\n", "f:2:", "'finished-urgency'"},
		{"[notifications]\ndied-text={what}\n", "f:2:", "{agent}"},
		{"[notifications]\ndied-text=\\q\n", "f:2:", "'died-text'"},
		{"[notifications]\ndied=true\n[x]\n[notifications]\ndied=1\n", "f:5:", "'died'"},
		{"[projects]\nsources=pane;moon\n", "f:2:", "'sources'"},
		{"[projects]\nsources=pane; git;pane \n",
			"f:2:", "'sources' in [projects] has a word twice"},
		{"[notifications]\n\nfinished=maybe\n", "f:3:", "'finished'"},
		{"[notifications]\nmin-turn-ms=-1\n", "f:2:", "'min-turn-ms'"},
		{"[notifications]\nmin-turn-ms=5s\n", "f:2:", "'min-turn-ms'"},
		{"[notifications]\nmin-turn-ms=99999999\n", "f:2:", "'min-turn-ms'"},
		{"[notifications]\nmin-turn-ms=\n", "f:2:", "'min-turn-ms'"},
		{"[badges]\ndirectory=here\n", "f:2:", "'directory'"},
		{"[badges]\n#\nno sense\n", "f:3:", "no sense"},
		{"finished=true\n", "f:1:", ""},
	};

	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		g_autoptr(GError) error = NULL;
		struct config config;

		config_init(&config);
		CHECK(!parse(&config, CASES[i].text, strlen(CASES[i].text), &error));
		CHECK(g_str_has_prefix(error->message, CASES[i].where));
		CHECK(strstr(error->message, CASES[i].what) != NULL);
		CHECK(strchr(error->message, '\n') == NULL);
		config_finish(&config);
	}
}

static void test_binary(void)
{
	struct config config;

	config_init(&config);
	CHECK(!parse(&config, "[badges]\0\n", 10, NULL));
	CHECK(!parse(&config, "\xff\xfe", 2, NULL));
	config_finish(&config);
}

static void test_missing_file(void)
{
	struct config config;
	g_autoptr(GError) error = NULL;

	config_init(&config);
	CHECK(!config_load(&config, "/nonexistent/x.ini", NULL, &error));
	CHECK(strstr(error->message, "/nonexistent/x.ini") != NULL);
	config_finish(&config);
}

int main(void)
{
	test_defaults();
	test_unknown();
	test_example();
	test_all();
	test_mistakes();
	test_binary();
	test_missing_file();
	return 0;
}
