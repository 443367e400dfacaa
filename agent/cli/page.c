/* SPDX-License-Identifier: MIT */
#include "agent/cli/page.h"

#include "agent/bus/field.h"
#include "agent/bus/order.h"
#include "agent/cli/age.h"
#include "agent/cli/grid.h"
#include "agent/config/text.h"

static char *describe_count(const GPtrArray *order)
{
	guint due = 0;

	for (guint i = 0; i < order->len; i++)
		due += order_need(g_ptr_array_index(order, i)) != NEED_NONE;
	if (order->len == 0)
		return g_strdup("No sessions. q ends this.");
	return g_strdup_printf("%u session%s, %u wait%s for you. q ends this.", order->len,
		order->len == 1 ? "" : "s", due, due == 1 ? "s" : "");
}

/* Rows of the table with its head, LEFT lines being free. */
static void add_table(GPtrArray *lines, const struct page *page, int left, gint64 now_ms)
{
	struct table_style style = {
		.width = page->width, .coloured = page->coloured, .legend = TRUE};
	g_auto(GStrv) table = table_lines(page->order, &style, now_ms);
	int rows = (int)g_strv_length(table);

	for (int i = 0; i < MIN(rows, rows > left ? left - 1 : left); i++)
		g_ptr_array_add(lines, g_strdup(table[i]));
	if (rows > left && left > 0)
		g_ptr_array_add(lines, g_strdup_printf("and %d more", rows - left + 1));
}

static void add_text(GPtrArray *lines, const char *text, int width)
{
	g_autofree char *clean = text_clean(text);

	g_ptr_array_add(lines, grid_cut(clean, width));
}

char **page_lines(const struct page *page, gint64 now_ms)
{
	GPtrArray *lines = g_ptr_array_new();
	g_autofree char *count = describe_count(page->order);
	int left = page->height - 2 - (page->note ? 2 : 0);

	if (page->height > 0)
		add_text(lines, count, page->width);
	if (page->order->len > 0 && left > 1) {
		g_ptr_array_add(lines, g_strdup(""));
		add_table(lines, page, left, now_ms);
	}
	if (page->note && page->height > 2) {
		g_ptr_array_add(lines, g_strdup(""));
		add_text(lines, page->note, page->width);
	}
	g_ptr_array_add(lines, NULL);
	return (char **)g_ptr_array_free(lines, FALSE);
}

gint64 page_lasts_ms(const struct page *page, gint64 now_ms)
{
	gint64 least = -1;

	for (guint i = 0; i < page->order->len; i++) {
		GVariant *session = g_ptr_array_index(page->order, i);
		gint64 lasts = age_lasts_ms(now_ms - field_int64(session, "since-ms"));

		least = least < 0 ? lasts : MIN(least, lasts);
	}
	return least;
}
