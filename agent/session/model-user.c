/* SPDX-License-Identifier: MIT */
#include "agent/session/model-private.h"
#include "agent/session/turn.h"

void model_badge_dismissed(struct model *model, gint64 window)
{
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, model->sessions);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		struct model_session *s = value;

		if (s->window != window)
			continue;
		turn_dismiss(s);
		model_note(model, s);
	}
}

void model_renamed(struct model *model, gint64 window)
{
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, model->sessions);
	while (g_hash_table_iter_next(&iter, NULL, &value))
		if (((struct model_session *)value)->window == window)
			model_note(model, value);
}

static void close_notice(struct model_session *s)
{
	if (s->notice.serial)
		s->card = MODEL_CARD_CLOSED;
	s->notice.serial = 0;
}

void model_notice_closed(struct model *model, const char *id, guint serial)
{
	struct model_session *s = g_hash_table_lookup(model->sessions, id);

	if (s && s->notice.serial == serial)
		close_notice(s);
	model_drop_over(model);
}

void model_summary_closed(struct model *model, guint serial)
{
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, model->sessions);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		struct model_session *s = value;

		if (serial != 0 && s->notice.gathered == serial)
			close_notice(s);
	}
	model_drop_over(model);
}

gboolean model_choose(struct model *model, const char *id, gint64 now)
{
	struct model_session *s = g_hash_table_lookup(model->sessions, id);

	if (!s || s->frame.state != SESSION_WAITING)
		return FALSE;
	s->notice = (struct model_notice){
		.serial = ++model->serial,
		.class = s->notice.class,
		.at = now,
		.choosing = TRUE,
	};
	return TRUE;
}

static gboolean is_at_rest(const struct model_session *s)
{
	return s->frame.state == SESSION_WAITING || turn_has_ended(s);
}

gboolean model_mark_seen(struct model *model, const char *id)
{
	g_autoptr(GPtrArray) sessions = model_everything(model);
	gboolean found = *id == '\0';

	for (guint i = 0; i < sessions->len; i++) {
		struct model_session *s = g_ptr_array_index(sessions, i);

		if (*id && g_strcmp0(s->frame.id, id) != 0)
			continue;
		found = TRUE;
		if (!is_at_rest(s))
			continue;
		turn_dismiss(s);
		model_note(model, s);
	}
	model_drop_over(model);
	return found;
}

void model_visited(struct model *model, const char *id)
{
	struct model_session *s = g_hash_table_lookup(model->sessions, id);

	if (s)
		s->visited = ++model->serial;
}

gint64 model_focused(const struct model *model)
{
	return model->focused;
}

void model_pause(struct model *model, gint64 until)
{
	model->paused_until = until;
}

gboolean model_is_paused(const struct model *model)
{
	return model->paused_until >= 0;
}

gint64 model_paused_until(const struct model *model)
{
	return model->paused_until;
}

void model_resume(struct model *model)
{
	g_autoptr(GPtrArray) held = model_notices(model);

	if (!model_is_paused(model))
		return;
	model->paused_until = -1;
	if (held->len < 2)
		return;
	model->serial++;
	for (guint i = 0; i < held->len; i++) {
		struct model_session *s = g_ptr_array_index(held, i);

		s->notice.gathered = model->serial;
		s->notice.held = TRUE;
		s->notice.choosing = FALSE;
	}
}
