/* SPDX-License-Identifier: MIT */
#ifndef TESTS_UNIT_ONE_SESSION_H
#define TESTS_UNIT_ONE_SESSION_H

#include "agent/session/model.h"
#include "tests/check.h"

/* A model of one session in one window, and what happens to it. */

#define ID     "7-1"
#define WINDOW 5
#define LONG   60000 /* a turn worth telling of */

static const struct model_rules RULES = {
	.shown = {TRUE, TRUE, TRUE, TRUE},
	.suppress_when_focused = TRUE,
	.min_turn_ms = 5000,
};

/* Time goes on by itself, a second for each thing that happens. */
static gint64 now;

static inline struct frame_session make(const char *id, enum session_state state)
{
	struct frame_session f = {
		.pid = 7,
		.name = "claude",
		.source = "claude-code",
		.state = state,
		.since_ms = 1000 + now,
		.started_ms = 500,
		.worked_ms = LONG,
	};

	g_strlcpy(f.id, id, sizeof(f.id));
	return f;
}

static inline void say(struct model *model, const char *id, enum session_state state)
{
	struct frame_session f = make(id, state);

	now += 1000;
	model_session_heard(model, &f, now);
}

static inline void say_waits(struct model *model, const char *id, enum session_kind kind)
{
	struct frame_session f = make(id, SESSION_WAITING);

	f.kind = kind;
	f.kind_known = kind != SESSION_KIND_NONE;
	now += 1000;
	model_session_heard(model, &f, now);
}

static inline void settle(struct model *model)
{
	model_settled(model, now);
}

/* A wait, and all that is to be told of it is told. */
static inline void stop(struct model *model, enum session_kind kind)
{
	say_waits(model, ID, kind);
	settle(model);
}

/* What the wait that is told already is for. */
static inline void say_kind(struct model *model, enum session_kind kind)
{
	struct frame_session f = make(ID, SESSION_WAITING);

	f.kind = kind;
	f.kind_known = true;
	model_session_heard(model, &f, now);
	settle(model);
}

static inline struct model *connect(void)
{
	struct model *model = model_new(&RULES);

	model_snapshot_begin(model);
	model_snapshot_end(model);
	return model;
}

/* One session at work in a window that nobody looks at. */
static inline struct model *connect_working(void)
{
	struct model *model = connect();

	say(model, ID, SESSION_WORKING);
	model_place(model, ID, WINDOW, TRUE, now);
	return model;
}

/* "working", "stopped 2!" with the count, and ! for attention; "" for no badge. */
static inline void check_badge(struct model *model, const char *want)
{
	GPtrArray *badges = model_badges(model);
	g_autofree char *got = g_strdup("");

	CHECK(badges->len <= 1);
	if (badges->len == 1) {
		const struct badge *badge = g_ptr_array_index(badges, 0);

		CHECK_INT(badge->window, WINDOW);
		g_free(got);
		got = badge->working ? g_strdup("working")
				     : g_strdup_printf("stopped %u%s", badge->count,
					       badge->needs_attention ? "!" : "");
	}
	g_ptr_array_unref(badges);
	CHECK_STR(got, want);
}

/* The serial of the one notification, or 0. */
static inline guint get_notice(struct model *model, enum text_class *ret_class)
{
	g_autoptr(GPtrArray) notices = model_notices(model);
	const struct model_session *s;

	CHECK(notices->len <= 1);
	if (notices->len == 0)
		return 0;
	s = g_ptr_array_index(notices, 0);
	if (ret_class)
		*ret_class = s->notice.class;
	return s->notice.serial;
}

#endif
