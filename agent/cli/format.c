/* SPDX-License-Identifier: MIT */
#include "agent/cli/format.h"

#include "agent/cli/session.h"

#include <string.h>

/* The next field in FORMAT: where it begins, and after it; its name, which the caller frees. NULL
 * where there is none. */
static char *next_field(const char *format, const char **ret_begin, const char **ret_end)
{
	const char *begin = strstr(format, "{{"), *end = begin ? strstr(begin, "}}") : NULL;

	if (!end)
		return NULL;
	*ret_begin = begin;
	*ret_end = end + 2;
	return g_strstrip(g_strndup(begin + 2, (gsize)(end - begin - 2)));
}

gboolean format_check(const char *format, GError **error)
{
	const char *begin, *end = format;
	char *name;

	while ((name = next_field(end, &begin, &end))) {
		g_autofree char *field = name;
		g_autofree char *known = NULL;

		if (g_strv_contains(cli_session_fields(), field))
			continue;
		known = g_strjoinv(", ", (char **)cli_session_fields());
		g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
			"--format: there is no {{%s}}; take %s", field, known);
		return FALSE;
	}
	return TRUE;
}

char *format_fill(const char *format, GVariant *session, gint64 now_ms)
{
	GString *out = g_string_new(NULL);
	const char *begin, *end = format, *rest = format;
	char *name;

	while ((name = next_field(rest, &begin, &end))) {
		g_autofree char *field = name;
		g_autofree char *text = cli_session_field(session, field, now_ms);

		g_string_append_len(out, rest, begin - rest);
		g_string_append(out, text ? text : "");
		rest = end;
	}
	g_string_append(out, rest);
	return g_string_free(out, FALSE);
}
