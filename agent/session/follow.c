/* SPDX-License-Identifier: MIT */
#include "agent/session/follow.h"

#include "agent/base/clock.h"
#include "agent/status/watch.h"

struct follow {
	struct model *model;
	struct status_watch *watch; /* NULL while they are not looked at */
	void (*changed)(gpointer data);
	gpointer data;
};

static void on_told(const char *id, const struct status_claim *claim, gpointer data)
{
	struct follow *follow = data;

	model_status_told(follow->model, id, claim, now_ms());
	follow->changed(follow->data);
}

static void start(struct follow *follow)
{
	g_autoptr(GPtrArray) sessions = model_list(follow->model);

	follow->watch = status_watch_new(on_told, follow);
	for (guint i = 0; i < sessions->len; i++) {
		const struct model_session *s = g_ptr_array_index(sessions, i);

		status_watch_add(follow->watch, &s->frame);
	}
}

static void stop(struct follow *follow)
{
	static const struct status_claim NOTHING = {STATUS_NOTHING, 0};
	g_autoptr(GPtrArray) sessions = model_list(follow->model);

	g_clear_pointer(&follow->watch, status_watch_free);
	for (guint i = 0; i < sessions->len; i++) {
		const struct model_session *s = g_ptr_array_index(sessions, i);

		on_told(s->frame.id, &NOTHING, follow);
	}
}

void follow_set(struct follow *follow, gboolean on)
{
	if (on && !follow->watch)
		start(follow);
	else if (!on && follow->watch)
		stop(follow);
}

/* Those that ended while nobody told of it. */
static gboolean is_known(const char *id, gpointer data)
{
	const struct follow *follow = data;

	return model_find(follow->model, id) != NULL;
}

void follow_frame(struct follow *follow, const struct frame *frame)
{
	switch (frame->type) {
	case FRAME_HELLO:
		model_set_threshold(follow->model, frame->hello.threshold_ms);
		break;
	case FRAME_SESSION:
		if (follow->watch && frame->session.state == SESSION_EXITED)
			status_watch_remove(follow->watch, frame->session.id);
		else if (follow->watch)
			status_watch_add(follow->watch, &frame->session);
		break;
	case FRAME_INPUT:
		model_touched(follow->model, frame->input.id);
		break;
	case FRAME_SYNCED:
		if (follow->watch)
			status_watch_prune(follow->watch, is_known, follow);
		break;
	}
}

struct follow *follow_new(struct model *model, void (*changed)(gpointer data), gpointer data)
{
	struct follow *follow = g_new0(struct follow, 1);

	follow->model = model;
	follow->changed = changed;
	follow->data = data;
	return follow;
}

void follow_free(struct follow *follow)
{
	if (!follow)
		return;
	status_watch_free(follow->watch);
	g_free(follow);
}
