/* SPDX-License-Identifier: MIT */
#include "agent/cli/json.h"

char *cli_json(json_t *value, size_t flags)
{
	g_autofree char *text = dump_json(value, flags | JSON_ENSURE_ASCII);
	g_auto(GStrv) parts = g_strsplit(text, "\x7f", -1);

	return g_strjoinv("\\u007f", parts);
}
