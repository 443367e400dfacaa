/* SPDX-License-Identifier: MIT */
#include "agent/session/model.h"

#include "agent/session/judge.h"
#include "agent/session/model-private.h"
#include "agent/session/storm.h"
#include "agent/session/turn.h"

#include <string.h>

#define BLIND_MS     30000 /* without a collector, badges are believed so long */
#define SESSIONS_MAX 4096  /* ended ones included, which have only their notification left */

struct model_session *model_session_new(const struct frame_session *frame)
{
	struct model_session *s = g_new0(struct model_session, 1);

	s->frame = *frame;
	evidence_init(&s->evidence);
	s->project = g_strdup("");
	s->looking_since = s->pending_due = -1;
	return s;
}

void model_session_free(struct model_session *s)
{
	g_free(s->project);
	g_free(s);
}

gboolean model_session_is_remote(const struct model_session *s)
{
	return strchr(s->frame.id, '/') != NULL;
}

gboolean model_session_is_living(const struct model_session *s)
{
	return s->heard && !turn_has_ended(s);
}

static GHashTable *changes_new(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

struct model *model_new(const struct model_rules *rules)
{
	struct model *model = g_new0(struct model, 1);

	model->rules = *rules;
	model->sessions = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, (GDestroyNotify)model_session_free);
	model->disconnected_at = model->paused_until = -1;
	model->changes = changes_new();
	return model;
}

void model_free(struct model *model)
{
	if (!model)
		return;
	g_hash_table_unref(model->sessions);
	g_hash_table_unref(model->changes);
	g_free(model);
}

void model_set_rules(struct model *model, const struct model_rules *rules)
{
	model->rules = *rules;
}

void model_set_threshold(struct model *model, gint64 threshold_ms)
{
	model->threshold_ms = threshold_ms;
}

void model_note(struct model *model, const struct model_session *s)
{
	g_hash_table_add(model->changes, g_strdup(s->frame.id));
}

gboolean model_has_changes(const struct model *model)
{
	return g_hash_table_size(model->changes) > 0;
}

GHashTable *model_take_changes(struct model *model)
{
	GHashTable *changes = model->changes;

	model->changes = changes_new();
	return changes;
}

/* An ended session is kept for its notification only. */
static gboolean is_over(gpointer key, gpointer value, gpointer data)
{
	const struct model_session *s = value;

	return turn_has_ended(s) && s->notice.serial == 0 && s->pending_due < 0;
}

static struct turn_view make_view(const struct model *model, gint64 now)
{
	return (struct turn_view){&model->rules, model->focused, now};
}

void model_drop_over(struct model *model)
{
	g_hash_table_foreach_remove(model->sessions, is_over, NULL);
}

static void gather_storms(struct model *model, gint64 now)
{
	for (guint i = 0; i < TEXT_CLASSES; i++)
		storm_gather(model->sessions, i, now, &model->serial);
}

static struct model_session *add_session(struct model *model, const struct frame_session *frame)
{
	struct model_session *s;

	if (g_hash_table_size(model->sessions) >= SESSIONS_MAX || frame->state == SESSION_EXITED)
		return NULL;
	s = model_session_new(frame);
	s->frame.state = SESSION_UNKNOWN;
	g_hash_table_insert(model->sessions, g_strdup(frame->id), s);
	return s;
}

void model_session_heard(struct model *model, const struct frame_session *frame, gint64 now)
{
	struct model_session *s = g_hash_table_lookup(model->sessions, frame->id);
	struct turn_view view = make_view(model, now);
	gboolean known = s != NULL, news;

	if (!s)
		s = add_session(model, frame);
	if (!s || turn_has_ended(s))
		return;
	if (!s->heard)
		model_clock_compare(s, frame);
	/* What a snapshot says of a session never heard of before happened without us. */
	news = known || !(model->in_snapshot || model_session_is_remote(s));
	judge_hear(s, frame, news, &view);
	s->listed = s->heard = TRUE;
	model_note(model, s);
	model_drop_over(model);
}

/* No collector to say whether it lives, and to contradict. */
static gboolean is_unsure(const struct model *model, const struct model_session *s)
{
	return model->disconnected_at >= 0 && !model_session_is_remote(s) &&
		!(model->in_snapshot && s->listed);
}

void model_status_told(
	struct model *model, const char *id, const struct status_claim *claim, gint64 now)
{
	struct model_session *s = g_hash_table_lookup(model->sessions, id);
	struct turn_view view = make_view(model, now);

	if (!s || !model_session_is_living(s))
		return;
	judge_tell(s, claim, !is_unsure(model, s), &view);
	model_note(model, s);
}

void model_touched(struct model *model, const char *id)
{
	struct model_session *s = g_hash_table_lookup(model->sessions, id);

	if (s)
		evidence_touch(&s->evidence);
}

void model_restore(struct model *model, struct model_session *s)
{
	if (g_hash_table_size(model->sessions) >= SESSIONS_MAX) {
		model_session_free(s);
		return;
	}
	model->serial = MAX(model->serial, MAX(s->notice.serial, s->notice.gathered));
	/* It was kept only because its death was still to be told. */
	if (turn_has_ended(s) && s->notice.serial == 0) {
		s->pending = TEXT_DIED;
		s->pending_due = 0;
	}
	g_hash_table_replace(model->sessions, g_strdup(s->frame.id), s);
}

void model_snapshot_begin(struct model *model)
{
	GHashTableIter iter;
	gpointer value;

	model->in_snapshot = TRUE;
	g_hash_table_iter_init(&iter, model->sessions);
	while (g_hash_table_iter_next(&iter, NULL, &value))
		((struct model_session *)value)->listed = FALSE;
}

static gboolean is_unlisted(gpointer key, gpointer value, gpointer data)
{
	const struct model_session *s = value;

	if (s->listed || turn_has_ended(s) || model_session_is_remote(s))
		return FALSE;
	model_note(data, s);
	return TRUE;
}

void model_snapshot_end(struct model *model)
{
	model->in_snapshot = FALSE;
	model->disconnected_at = -1;
	model->blind = FALSE;
	g_hash_table_foreach_remove(model->sessions, is_unlisted, model);
}

void model_disconnected(struct model *model, gint64 now)
{
	model->in_snapshot = FALSE;
	if (model->disconnected_at < 0)
		model->disconnected_at = now;
}

void model_place(struct model *model, const char *id, gint64 window, gboolean visible, gint64 now)
{
	struct model_session *s = g_hash_table_lookup(model->sessions, id);
	struct turn_view view = make_view(model, now);

	if (!s)
		return;
	s->window = window;
	s->visible = visible;
	turn_look(s, &view);
	model_note(model, s);
	model_drop_over(model);
}

gboolean model_project(struct model *model, const char *id, const char *project)
{
	struct model_session *s = g_hash_table_lookup(model->sessions, id);

	if (!s || strcmp(s->project, project) == 0)
		return FALSE;
	g_free(s->project);
	s->project = g_strdup(project);
	model_note(model, s);
	return TRUE;
}

void model_focus(struct model *model, gint64 window, gint64 now)
{
	struct turn_view view = make_view(model, now);
	GHashTableIter iter;
	gpointer value;

	model->focused = view.focused = window;
	g_hash_table_iter_init(&iter, model->sessions);
	while (g_hash_table_iter_next(&iter, NULL, &value))
		turn_look(value, &view);
	model_drop_over(model);
}

void model_settled(struct model *model, gint64 now)
{
	struct turn_view view = make_view(model, now);
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, model->sessions);
	while (g_hash_table_iter_next(&iter, NULL, &value))
		if (turn_settled(value, &view, &model->serial))
			model_note(model, value);
	gather_storms(model, now);
	model_drop_over(model);
}

void model_tick(struct model *model, gint64 now)
{
	struct turn_view view = make_view(model, now);
	GHashTableIter iter;
	gpointer value;

	if (model->disconnected_at >= 0 && model->disconnected_at + BLIND_MS <= now)
		model->blind = TRUE;
	if (model->paused_until >= 0 && model->paused_until <= now)
		model_resume(model);
	g_hash_table_iter_init(&iter, model->sessions);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		if (!is_unsure(model, value))
			judge_tick(value, model->threshold_ms, &view);
		turn_tick(value, &view, &model->serial);
		model_note(model, value);
	}
	gather_storms(model, now);
	model_drop_over(model);
}

static gint64 earlier(gint64 a, gint64 b)
{
	return a < 0 ? b : b < 0 ? a : MIN(a, b);
}

gint64 model_deadline(const struct model *model)
{
	GHashTableIter iter;
	gpointer value;
	gint64 due = -1;

	if (model->disconnected_at >= 0 && !model->blind)
		due = model->disconnected_at + BLIND_MS;
	if (model->paused_until != G_MAXINT64)
		due = earlier(due, model->paused_until);
	g_hash_table_iter_init(&iter, model->sessions);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		due = earlier(due, turn_deadline(value));
		if (!is_unsure(model, value))
			due = earlier(due, judge_deadline(value, model->threshold_ms));
	}
	return due;
}

const struct model_session *model_find(const struct model *model, const char *id)
{
	return g_hash_table_lookup(model->sessions, id);
}

static gint compare_age(gconstpointer a, gconstpointer b)
{
	const struct model_session *one = *(struct model_session *const *)a;
	const struct model_session *two = *(struct model_session *const *)b;

	if (one->frame.started_ms != two->frame.started_ms)
		return one->frame.started_ms < two->frame.started_ms ? -1 : 1;
	return strcmp(one->frame.id, two->frame.id);
}

static GPtrArray *sessions_that(
	const struct model *model, gboolean (*is_wanted)(const struct model_session *s))
{
	GPtrArray *list = g_ptr_array_new();
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, model->sessions);
	while (g_hash_table_iter_next(&iter, NULL, &value))
		if (is_wanted(value))
			g_ptr_array_add(list, value);
	g_ptr_array_sort(list, compare_age);
	return list;
}

static gboolean has_notice(const struct model_session *s)
{
	return s->notice.serial != 0;
}

static gboolean is_known(const struct model_session *s)
{
	return s->frame.state != SESSION_UNKNOWN;
}

GPtrArray *model_list(const struct model *model)
{
	return sessions_that(model, model_session_is_living);
}

GPtrArray *model_notices(const struct model *model)
{
	return sessions_that(model, has_notice);
}

GPtrArray *model_everything(const struct model *model)
{
	return sessions_that(model, is_known);
}

gboolean model_is_blind(const struct model *model)
{
	return model->blind;
}
