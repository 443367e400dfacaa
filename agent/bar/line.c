/* SPDX-License-Identifier: MIT */
#include "agent/bar/line.h"

#include "agent/base/dump.h"

#include <string.h>

#define NAMED_MAX 3 /* sessions by name, the others by number */
#define DOWN_TEXT "✗ AI monitor"
#define DOWN_HELP "Neither the agent nor the collector of ebpf-ai-monitor answers."

/* One thing that a bar shows. */
struct block {
	enum view_class class;
	const char *id; /* of the session, "" for several */
	char *text;
};

static void block_free(gpointer data)
{
	struct block *block = data;

	g_free(block->text);
	g_free(block);
}

/* Takes TEXT. */
static void add_block(GPtrArray *blocks, enum view_class class, const char *id, char *text)
{
	struct block *block = g_new0(struct block, 1);

	block->class = class;
	block->id = id;
	block->text = text;
	g_ptr_array_add(blocks, block);
}

static void add_count(GPtrArray *blocks, const struct view *view, enum view_class class)
{
	if (view->counts[class] > 0)
		add_block(blocks, class, "",
			g_strdup_printf("%s %u", view_class_sign(class), view->counts[class]));
}

static GPtrArray *make_blocks(const struct view *view)
{
	GPtrArray *blocks = g_ptr_array_new_with_free_func(block_free);
	guint due = 0;

	for (guint i = 0; i < view->sessions->len; i++) {
		const struct view_session *s = g_ptr_array_index(view->sessions, i);

		if (view_is_due(s) && due++ < NAMED_MAX)
			add_block(blocks, s->class, s->id,
				g_strdup_printf("%s %s", view_class_sign(s->class), s->label));
	}
	if (due > NAMED_MAX)
		add_block(blocks, VIEW_WAITING, "", g_strdup_printf("+%u", due - NAMED_MAX));
	add_count(blocks, view, VIEW_WORKING);
	if (blocks->len == 0)
		add_count(blocks, view, VIEW_IDLE);
	return blocks;
}

static char *make_text(const struct view *view)
{
	g_autoptr(GPtrArray) blocks = make_blocks(view);
	GString *out = g_string_new(view->down ? DOWN_TEXT : NULL);

	for (guint i = 0; i < blocks->len; i++) {
		const struct block *block = g_ptr_array_index(blocks, i);

		g_string_append_printf(out, "%s%s", i ? "  " : "", block->text);
	}
	return g_string_free(out, FALSE);
}

static char *make_tooltip(const struct view *view, const char *newline)
{
	GString *out = g_string_new(view->down ? DOWN_HELP : NULL);

	for (guint i = 0; i < view->sessions->len; i++) {
		const struct view_session *s = g_ptr_array_index(view->sessions, i);

		g_string_append_printf(out, "%s%s", i ? newline : "", s->detail);
	}
	return g_string_free(out, FALSE);
}

static guint count_due(const struct view *view)
{
	return view->counts[VIEW_ATTENTION] + view->counts[VIEW_FINISHED] +
		view->counts[VIEW_WAITING];
}

static json_t *list_classes(const struct view *view)
{
	json_t *classes = json_array();

	if (view->down)
		json_array_append_new(classes, json_string("down"));
	for (int i = 0; i < _VIEW_CLASS_MAX; i++)
		if (view->counts[i] > 0)
			json_array_append_new(
				classes, json_string(view_class_name((enum view_class)i)));
	return classes;
}

static char *make_waybar(const struct view *view)
{
	g_autofree char *text = make_text(view);
	g_autofree char *tooltip = make_tooltip(view, "\r");
	g_autofree char *text_markup = g_markup_escape_text(text, -1);
	g_autofree char *tooltip_markup = g_markup_escape_text(tooltip, -1);
	guint percentage = view->sessions->len ? count_due(view) * 100 / view->sessions->len : 0;

	return dump_json(json_pack("{s:s, s:s, s:s, s:o, s:i}", "text", text_markup, "alt",
				 view_class(view), "tooltip", tooltip_markup, "class",
				 list_classes(view), "percentage", (int)percentage),
		JSON_COMPACT);
}

static json_t *make_i3bar_block(const struct block *block)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:b}", "full_text", block->text, "name",
		"ebpf-ai-monitor", "instance", block->id, "markup", "none", "urgent",
		block->class == VIEW_ATTENTION);
}

static char *make_i3bar(const struct view *view)
{
	g_autoptr(GPtrArray) blocks = make_blocks(view);
	g_autofree char *text = NULL;
	json_t *array = json_array();

	if (view->down)
		add_block(blocks, VIEW_IDLE, "", g_strdup(DOWN_TEXT));
	for (guint i = 0; i < blocks->len; i++)
		json_array_append_new(array, make_i3bar_block(g_ptr_array_index(blocks, i)));
	text = dump_json(array, JSON_COMPACT);
	return g_strconcat(text, ",", NULL);
}

static char *make_i3blocks(const struct view *view)
{
	g_autofree char *text = make_text(view);
	const char *urgent = view->counts[VIEW_ATTENTION] ? "true" : "false";

	/* i3blocks 1.4 has words for true and false only. */
	return dump_json(
		json_pack("{s:s, s:s, s:s}", "full_text", text, "markup", "none", "urgent", urgent),
		JSON_COMPACT);
}

static char *make_eww(const struct view *view)
{
	g_autofree char *text = make_text(view);
	json_t *sessions = json_array();
	json_t *all = json_pack("{s:s, s:s}", "text", text, "class", view_class(view));

	for (int i = 0; i < _VIEW_CLASS_MAX; i++)
		json_object_set_new(
			all, view_class_name((enum view_class)i), json_integer(view->counts[i]));
	for (guint i = 0; i < view->sessions->len; i++) {
		const struct view_session *s = g_ptr_array_index(view->sessions, i);

		json_array_append_new(sessions,
			json_pack("{s:s, s:s, s:s, s:s}", "id", s->id, "class",
				view_class_name(s->class), "label", s->label, "detail", s->detail));
	}
	json_object_set_new(all, "sessions", sessions);
	return dump_json(all, JSON_COMPACT);
}

/* Where a character has a meaning and none to take it away, one that looks like it. */
static char *make_without(const struct view *view, const char *character, const char *instead)
{
	g_autofree char *text = make_text(view);
	g_auto(GStrv) parts = g_strsplit(text, character, -1);

	return g_strjoinv(instead, parts);
}

static char *make_tmux(const struct view *view)
{
	return make_without(view, "#", "＃");
}

static char *make_polybar(const struct view *view)
{
	return make_without(view, "%", "％");
}

/* Signal 0: there is nothing to stop, and what comes while a bar is hidden shall not pile up. */
#define I3BAR_BEGIN "{\"version\":1,\"click_events\":true,\"stop_signal\":0,\"cont_signal\":0}\n[\n"

static const struct line_format FORMATS[] = {
	{"waybar", "", FALSE, make_waybar},
	{"i3bar", I3BAR_BEGIN, TRUE, make_i3bar},
	{"i3blocks", "", FALSE, make_i3blocks},
	{"tmux", "", FALSE, make_tmux},
	{"eww", "", FALSE, make_eww},
	{"polybar", "", FALSE, make_polybar},
	{"plain", "", FALSE, make_text},
};

const struct line_format *line_format_find(const char *name)
{
	for (gsize i = 0; i < G_N_ELEMENTS(FORMATS); i++)
		if (strcmp(FORMATS[i].name, name) == 0)
			return &FORMATS[i];
	return NULL;
}

const char *const *line_format_names(void)
{
	static const char *names[G_N_ELEMENTS(FORMATS) + 1];

	for (gsize i = 0; i < G_N_ELEMENTS(FORMATS); i++)
		names[i] = FORMATS[i].name;
	return names;
}
