/* SPDX-License-Identifier: MIT */
#include "agent/config.h"
#include "tests/check.h"

static void test_defaults(void)
{
	struct config config;

	config_init(&config);
	CHECK(config.finished && config.attention && config.died);
	CHECK(config.suppress_when_focused);
	CHECK_INT(config.min_turn_ms, 5000);
	CHECK_INT(config.timeout_ms, 0);
	CHECK(config.badge_directory == NULL);
	config_finish(&config);
}

static void test_all(void)
{
	static const char TEXT[] = "# a comment\n"
				   "[notifications]\n"
				   "finished=false\nattention = true\ndied=false\n"
				   "min-turn-ms=0\ntimeout-ms=8000\nsuppress-when-focused=false \n"
				   "\n[badges]\ndirectory=/run/x\n";
	struct config config;

	config_init(&config);
	CHECK(config_parse(&config, TEXT, strlen(TEXT), "f", NULL));
	CHECK(!config.finished && config.attention && !config.died);
	CHECK(!config.suppress_when_focused);
	CHECK_INT(config.min_turn_ms, 0);
	CHECK_INT(config.timeout_ms, 8000);
	CHECK_STR(config.badge_directory, "/run/x");
	CHECK(config_parse(&config, "", 0, "f", NULL));
	config_finish(&config);
}

/* Each complaint names the file, the line and what is wrong there. */
static void test_mistakes(void)
{
	static const struct {
		const char *text, *where, *what;
	} CASES[] = {
		{"[notifications]\nfinishd=true\n", "f:2:", "'finishd'"},
		{"\n\n[notification]\n", "f:3:", "[notification]"},
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
		CHECK(!config_parse(&config, CASES[i].text, strlen(CASES[i].text), "f", &error));
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
	CHECK(!config_parse(&config, "[badges]\0\n", 10, "f", NULL));
	CHECK(!config_parse(&config, "\xff\xfe", 2, "f", NULL));
	config_finish(&config);
}

static void test_missing_file(void)
{
	struct config config;
	g_autoptr(GError) error = NULL;

	config_init(&config);
	CHECK(!config_load(&config, "/nonexistent/x.ini", &error));
	CHECK(strstr(error->message, "/nonexistent/x.ini") != NULL);
	config_finish(&config);
}

int main(void)
{
	test_defaults();
	test_all();
	test_mistakes();
	test_binary();
	test_missing_file();
	return 0;
}
