/* SPDX-License-Identifier: MIT */
#include "agent/bar/view.h"

#include "agent/bus/field.h"
#include "agent/bus/order.h"
#include "agent/config/text.h"

#include <string.h>

#define LABEL_MAX 20 /* characters */

static const struct {
	const char *name, *sign;
} CLASSES[] = {
	[VIEW_ATTENTION] = {"attention", "‼"},
	[VIEW_FINISHED] = {"finished", "✔"},
	[VIEW_WAITING] = {"waiting", "?"},
	[VIEW_WORKING] = {"working", "…"},
	[VIEW_IDLE] = {"idle", "○"},
};

const char *view_class_name(enum view_class class)
{
	return CLASSES[class].name;
}

const char *view_class_sign(enum view_class class)
{
	return CLASSES[class].sign;
}

static enum view_class classify(GVariant *session)
{
	switch (order_need(session)) {
	case NEED_ATTENTION:
		return VIEW_ATTENTION;
	case NEED_FINISHED:
		return VIEW_FINISHED;
	case NEED_WAITING:
	case NEED_PROMPT:
		return VIEW_WAITING;
	case NEED_DIED:
	case NEED_NONE:
		break;
	}
	return strcmp(field_string(session, "state"), "working") == 0 ? VIEW_WORKING : VIEW_IDLE;
}

static char *make_label(GVariant *session)
{
	const char *project = field_string(session, "project");
	char *label = text_clean(*project ? project : field_string(session, "agent"));

	if (g_utf8_strlen(label, -1) > LABEL_MAX) {
		g_autofree char *whole = label;
		g_autofree char *begin = g_utf8_substring(whole, 0, LABEL_MAX - 1);

		label = g_strconcat(begin, "…", NULL);
	}
	return label;
}

/* Not for how long it is so: that would be another line every second. */
static char *describe_time(GVariant *session)
{
	g_autoptr(GDateTime) since =
		g_date_time_new_from_unix_local(field_int64(session, "since-ms") / 1000);

	return since ? g_date_time_format(since, "%H:%M") : g_strdup("");
}

static char *make_detail(GVariant *session, enum view_class class)
{
	const char *keys[] = {"agent", "project", "tmux", "workspace"};
	g_autofree char *time = describe_time(session);
	GString *out = g_string_new(CLASSES[class].sign);

	for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
		g_autofree char *value = text_clean(field_string(session, keys[i]));

		if (*value)
			g_string_append_printf(out, "%s%s%s", i ? " · " : " ",
				strcmp(keys[i], "workspace") == 0 ? "workspace " : "", value);
	}
	g_string_append_printf(out, " · %s since %s", CLASSES[class].name, time);
	return g_string_free(out, FALSE);
}

static void session_free(gpointer data)
{
	struct view_session *s = data;

	g_free(s->id);
	g_free(s->label);
	g_free(s->detail);
	g_free(s);
}

static void add(struct view *view, GVariant *session)
{
	struct view_session *s = g_new0(struct view_session, 1);

	s->class = classify(session);
	s->id = g_strdup(field_string(session, "id"));
	s->label = make_label(session);
	s->detail = make_detail(session, s->class);
	view->counts[s->class]++;
	g_ptr_array_add(view->sessions, s);
}

struct view *view_new(const GPtrArray *order)
{
	struct view *view = g_new0(struct view, 1);

	view->down = order == NULL;
	view->sessions = g_ptr_array_new_with_free_func(session_free);
	for (guint i = 0; order && i < order->len; i++)
		add(view, g_ptr_array_index(order, i));
	return view;
}

void view_free(struct view *view)
{
	g_ptr_array_unref(view->sessions);
	g_free(view);
}

const char *view_class(const struct view *view)
{
	if (view->down)
		return "down";
	for (int i = 0; i < _VIEW_CLASS_MAX; i++)
		if (view->counts[i] > 0)
			return CLASSES[i].name;
	return "";
}

gboolean view_is_due(const struct view_session *session)
{
	return session->class <= VIEW_WAITING;
}
