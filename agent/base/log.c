/* SPDX-License-Identifier: MIT */
#include "agent/base/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define QUOTE_MAX 200

static enum log_level log_max = LOG_LEVEL_INFO;

static const struct {
	const char *name;
	enum log_level level;
} LEVELS[] = {
	{"error", LOG_LEVEL_ERROR},
	{"warning", LOG_LEVEL_WARNING},
	{"info", LOG_LEVEL_INFO},
	{"debug", LOG_LEVEL_DEBUG},
};

void log_set_level(enum log_level level)
{
	log_max = level;
}

gboolean log_level_parse(const char *name, enum log_level *ret)
{
	for (gsize i = 0; i < G_N_ELEMENTS(LEVELS); i++) {
		if (strcmp(LEVELS[i].name, name) == 0) {
			*ret = LEVELS[i].level;
			return TRUE;
		}
	}
	return FALSE;
}

void log_write(enum log_level level, const char *module, const char *format, ...)
{
	int saved_errno = errno;
	char text[1024];
	va_list ap;

	if (level > log_max)
		return;
	va_start(ap, format);
	g_vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	/* The journal strips this prefix and takes it as the priority; a person would trip over it. */
	if (g_getenv("JOURNAL_STREAM"))
		fprintf(stderr, "<%d>%s: %s\n", level, module, text);
	else
		fprintf(stderr, "ebpf-ai-monitor-agent: %s: %s\n", module, text);
	errno = saved_errno;
}

char *log_quote(const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	GString *out = g_string_new("\"");

	for (const char *p = valid; *p && out->len < QUOTE_MAX; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (c == '"' || c == '\\')
			g_string_append_printf(out, "\\%c", (char)c);
		else if (g_unichar_isprint(c))
			g_string_append_unichar(out, c);
		else
			g_string_append_printf(out, "\\u{%x}", c);
	}
	g_string_append_c(out, '"');
	return g_string_free(out, FALSE);
}
