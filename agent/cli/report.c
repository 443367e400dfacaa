/* SPDX-License-Identifier: MIT */
#include "agent/cli/report.h"

#include "agent/cli/fold.h"
#include "agent/cli/json.h"
#include "agent/config/text.h"

#include <stdarg.h>

#define TEXT_COLUMN 21

struct entry {
	enum verdict verdict;
	char *name, *text, *advice;
};

struct report {
	GPtrArray *entries;
};

static const char *const VERDICTS[_VERDICT_MAX] = {"ok", "warn", "fail"};
static const char *const COLOURS[_VERDICT_MAX] = {"\033[32m", "\033[1;33m", "\033[1;31m"};

static void entry_free(gpointer data)
{
	struct entry *entry = data;

	g_free(entry->name);
	g_free(entry->text);
	g_free(entry->advice);
	g_free(entry);
}

struct report *report_new(void)
{
	struct report *report = g_new0(struct report, 1);

	report->entries = g_ptr_array_new_with_free_func(entry_free);
	return report;
}

void report_free(struct report *report)
{
	if (!report)
		return;
	g_ptr_array_unref(report->entries);
	g_free(report);
}

void report_add(struct report *report, enum verdict verdict, const char *name, const char *advice,
	const char *format, ...)
{
	struct entry *entry = g_new0(struct entry, 1);
	g_autofree char *text = NULL;
	va_list arguments;

	va_start(arguments, format);
	text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	entry->verdict = verdict;
	entry->name = g_strdup(name);
	entry->text = text_clean(text);
	entry->advice = advice ? text_clean(advice) : NULL;
	g_ptr_array_add(report->entries, entry);
}

enum verdict report_verdict(const struct report *report)
{
	enum verdict worst = VERDICT_OK;

	for (guint i = 0; i < report->entries->len; i++) {
		const struct entry *entry = g_ptr_array_index(report->entries, i);

		worst = MAX(worst, entry->verdict);
	}
	return worst;
}

char *report_text(const struct report *report, gboolean coloured, int width)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < report->entries->len; i++) {
		const struct entry *entry = g_ptr_array_index(report->entries, i);

		g_string_append_printf(out, "%s%-4s%s  %-13s  ",
			coloured ? COLOURS[entry->verdict] : "", VERDICTS[entry->verdict],
			coloured ? "\033[0m" : "", entry->name);
		fold_append(out, entry->text, TEXT_COLUMN, width);
		if (!entry->advice)
			continue;
		g_string_append_printf(out, "%*s", TEXT_COLUMN, "");
		fold_append(out, entry->advice, TEXT_COLUMN, width);
	}
	return g_string_free(out, FALSE);
}

static json_t *to_json(const struct entry *entry)
{
	json_t *object = json_pack("{s:s, s:s, s:s}", "check", entry->name, "verdict",
		VERDICTS[entry->verdict], "text", entry->text);

	g_assert(object);
	if (entry->advice)
		json_object_set_new(object, "advice", json_string(entry->advice));
	return object;
}

char *report_json(const struct report *report)
{
	json_t *array = json_array();

	for (guint i = 0; i < report->entries->len; i++)
		json_array_append_new(array, to_json(g_ptr_array_index(report->entries, i)));
	return cli_json(array, JSON_INDENT(1));
}
