/* SPDX-License-Identifier: MIT */
#include "agent/session/model-private.h"

/* Times of other machines are by their clocks. */
static void shift(struct model_session *s, gint64 step_ms)
{
	if (model_session_is_remote(s))
		return;
	s->frame.since_ms += step_ms;
	s->frame.started_ms += step_ms;
	s->evidence.heard.since_ms += step_ms;
	s->evidence.heard.started_ms += step_ms;
	s->evidence.told.at_ms += step_ms;
}

void model_clock_set(struct model *model, gint64 step_ms)
{
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, model->sessions);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		shift(value, step_ms);
		model_note(model, value);
	}
}

void model_clock_compare(struct model_session *s, const struct frame_session *frame)
{
	shift(s, frame->started_ms - s->frame.started_ms);
}
