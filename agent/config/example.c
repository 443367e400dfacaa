/* SPDX-License-Identifier: MIT */
#include "agent/config/keys.h"

#include <string.h>

static void add_comment(GString *out, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (gsize i = 0; lines[i]; i++)
		g_string_append_printf(out, "# %s\n", lines[i]);
}

char *config_example(void)
{
	GString *out = g_string_new(NULL);
	g_autofree char *placeholders = text_placeholders();
	const char *group = "";

	add_comment(out, "ebpf-ai-monitor: settings of the agent. Read again when they change.");
	add_comment(out, "Every setting is here with its default; remove the # to change one.");
	add_comment(out, "In titles and texts these are replaced:");
	add_comment(out, placeholders);
	for (gsize i = 0; i < CONFIG_KEYS_COUNT; i++) {
		const struct config_key *key = &CONFIG_KEYS[i];

		if (strcmp(key->group, group) != 0)
			g_string_append_printf(out, "\n[%s]\n", key->group);
		else
			g_string_append_c(out, '\n');
		group = key->group;
		add_comment(out, key->help);
		g_string_append_printf(out, "#%s=%s\n", key->key, key->fallback);
	}
	return g_string_free(out, FALSE);
}
