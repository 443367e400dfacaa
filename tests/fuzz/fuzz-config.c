/* SPDX-License-Identifier: MIT */
#include "agent/config/config.h"
#include "fuzz.h"

static const struct text_facts FACTS = {
	.class = TEXT_FINISHED,
	.name = "claude",
	.source = "claude-code",
	.project = "a \"project\" {agent}",
	.where = "main:1.0",
	.worked_ms = 61000,
};

static void check_texts(const struct config *config)
{
	for (gsize i = 0; i < G_N_ELEMENTS(config->classes); i++) {
		g_autofree char *title = text_fill(config->classes[i].title, &FACTS);
		g_autofree char *body = text_fill(config->classes[i].body, &FACTS);

		CHECK(g_utf8_validate(title, -1, NULL) && g_utf8_validate(body, -1, NULL));
		CHECK(config->classes[i].urgency <= CONFIG_URGENCY_CRITICAL);
	}
}

/* The configuration file: a value, or one line that says what is wrong. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);
	g_autoptr(GPtrArray) warnings = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) error = NULL;
	struct config config;

	config_init(&config);
	if (config_parse(&config, text, size, "config.ini", warnings, &error))
		check_texts(&config);
	else
		CHECK(error && *error->message);
	config_finish(&config);
	free(text);
	return 0;
}
