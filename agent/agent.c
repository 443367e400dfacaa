/* SPDX-License-Identifier: MIT */
#include "agent/agent.h"

#include "agent/badge.h"
#include "agent/bus.h"
#include "agent/describe.h"
#include "agent/link.h"
#include "agent/locate.h"
#include "agent/log.h"
#include "agent/model.h"
#include "agent/notify.h"
#include "agent/project.h"
#include "agent/visit.h"

#define LOG_MODULE "agent"

struct agent {
	int timeout_ms; /* of notifications */
	struct model *model;
	struct link *link;
	struct locate *locate;
	struct badges *badges;
	struct notify *notify;
	struct bus *bus;
	GHashTable *known; /* ids that LOCATE was told of */
	struct visit *visit;
	guint apply;
	guint timer;
	void (*failed)(gpointer data);
	gpointer data;
};

struct project_request {
	struct agent *agent;
	char *id;
};

static gint64 now_ms(void)
{
	return g_get_monotonic_time() / 1000;
}

static void schedule(struct agent *agent);

static void publish(struct agent *agent)
{
	g_autoptr(GPtrArray) sessions = model_list(agent->model);
	GVariantBuilder builder;

	g_variant_builder_init(&builder, G_VARIANT_TYPE("aa{sv}"));
	for (guint i = 0; i < sessions->len; i++) {
		const struct model_session *s = g_ptr_array_index(sessions, i);
		const struct place *place = locate_find(agent->locate, s->frame.id);
		const struct sway_window *window =
			place && place->window ? locate_window(agent->locate, place->window) : NULL;

		g_variant_builder_add_value(&builder, describe_session(s, place, window));
	}
	bus_publish(agent->bus, g_variant_builder_end(&builder), link_is_up(agent->link));
}

static void apply_notices(struct agent *agent)
{
	g_autoptr(GPtrArray) sessions = model_notices(agent->model);
	g_autoptr(GPtrArray) wanted = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) targets = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < sessions->len; i++) {
		const struct model_session *s = g_ptr_array_index(sessions, i);
		const struct place *place = locate_find(agent->locate, s->frame.id);
		struct notify_wanted *one = g_new0(struct notify_wanted, 1);
		char *target = place ? describe_target(place) : NULL;

		if (target)
			g_ptr_array_add(targets, target);
		one->id = s->frame.id;
		one->serial = s->notice.serial;
		one->timeout_ms = agent->timeout_ms;
		one->text = (struct text_facts){s->notice.class, s->frame.name, s->frame.source,
			s->project, target, s->frame.worked_ms, s->frame.exit_signal,
			s->frame.exit_code};
		g_ptr_array_add(wanted, one);
	}
	notify_apply(agent->notify, wanted);
}

static gboolean is_forgotten(gpointer key, gpointer value, gpointer data)
{
	struct agent *agent = data;

	if (model_find(agent->model, key))
		return FALSE;
	locate_forget(agent->locate, key);
	return TRUE;
}

static gboolean on_timer(gpointer data)
{
	struct agent *agent = data;

	agent->timer = 0;
	model_tick(agent->model, now_ms());
	schedule(agent);
	return G_SOURCE_REMOVE;
}

static void set_timer(struct agent *agent)
{
	gint64 due = model_deadline(agent->model);

	g_clear_handle_id(&agent->timer, g_source_remove);
	if (due >= 0)
		agent->timer =
			g_timeout_add((guint)CLAMP(due - now_ms(), 0, 60000), on_timer, agent);
}

/* Brings the world in line with what the model wants. */
static gboolean on_apply(gpointer data)
{
	struct agent *agent = data;
	g_autoptr(GPtrArray) badges = model_badges(agent->model);

	agent->apply = 0;
	badges_apply(agent->badges, badges);
	apply_notices(agent);
	publish(agent);
	g_hash_table_foreach_remove(agent->known, is_forgotten, agent);
	set_timer(agent);
	return G_SOURCE_REMOVE;
}

static void schedule(struct agent *agent)
{
	if (!agent->apply)
		agent->apply = g_idle_add_full(G_PRIORITY_DEFAULT, on_apply, agent, NULL);
}

static void on_project(const char *name, gpointer data)
{
	struct project_request *request = data;

	/* Of a process that is just ending nothing can be said any more. */
	if (*name)
		model_project(request->agent->model, request->id, name);
	schedule(request->agent);
	g_free(request->id);
	g_free(request);
}

static void find_project(struct agent *agent, const struct frame_session *f)
{
	const struct place *place = locate_find(agent->locate, f->id);
	struct project_facts facts = {
		f->pid, place ? place->pane_path : NULL, place ? place->session_name : NULL};
	struct project_request *request = g_new0(struct project_request, 1);

	request->agent = agent;
	request->id = g_strdup(f->id);
	project_find(&facts, on_project, request);
}

static void take_session(struct agent *agent, const struct frame_session *f)
{
	model_session_heard(agent->model, f, now_ms());
	if (f->state == SESSION_EXITED) {
		locate_end(agent->locate, f->id);
	} else {
		g_hash_table_add(agent->known, g_strdup(f->id));
		locate_add(agent->locate, f->id, f->pid, f->tty);
		find_project(agent, f);
	}
}

static void on_frame(const struct frame *frame, gpointer data)
{
	struct agent *agent = data;

	switch (frame->type) {
	case FRAME_HELLO:
		model_snapshot_begin(agent->model);
		break;
	case FRAME_SESSION:
		take_session(agent, &frame->session);
		break;
	case FRAME_SYNCED:
		model_snapshot_end(agent->model);
		break;
	case FRAME_INPUT:
		locate_input(agent->locate, frame->input.id);
		break;
	}
	schedule(agent);
}

static void on_link_down(gpointer data)
{
	struct agent *agent = data;

	model_disconnected(agent->model, now_ms());
	schedule(agent);
}

static void on_place(const char *id, const struct place *place, gpointer data)
{
	struct agent *agent = data;
	const struct model_session *s = model_find(agent->model, id);

	model_place(agent->model, id, place->window, place->visible, now_ms());
	if (s)
		find_project(agent, &s->frame);
	schedule(agent);
}

static void on_focus(gint64 window, gpointer data)
{
	struct agent *agent = data;

	model_focus(agent->model, window, now_ms());
	schedule(agent);
}

static void on_dismissed(gint64 window, gpointer data)
{
	struct agent *agent = data;

	model_badge_dismissed(agent->model, window);
	schedule(agent);
}

static void on_settled(gpointer data)
{
	struct agent *agent = data;

	model_settled(agent->model, now_ms());
	visit_settled(agent->visit);
	schedule(agent);
}

static void on_chosen(const char *id, gpointer data)
{
	struct agent *agent = data;

	visit_session(agent->visit, id, NULL);
}

static void on_bus_focus(const char *id, GDBusMethodInvocation *call, gpointer data)
{
	struct agent *agent = data;

	visit_session(agent->visit, id, call);
}

static void on_notice_closed(const char *id, guint serial, gpointer data)
{
	struct agent *agent = data;

	model_notice_closed(agent->model, id, serial);
	schedule(agent);
}

static void on_notify_ready(gpointer data)
{
	schedule(data);
}

static void on_bus_up(GDBusConnection *connection, gpointer data)
{
	struct agent *agent = data;

	notify_set_bus(agent->notify, connection);
	schedule(agent);
}

static void on_bus_down(gpointer data)
{
	struct agent *agent = data;

	notify_set_bus(agent->notify, NULL);
}

static void on_bus_taken(gpointer data)
{
	struct agent *agent = data;

	log_error("another ebpf-ai-monitor-agent serves this session bus: stop that one first");
	agent->failed(agent->data);
}

static const struct link_events LINK_EVENTS = {.frame = on_frame, .down = on_link_down};

static const struct locate_events LOCATE_EVENTS = {
	.place = on_place,
	.focus = on_focus,
	.settled = on_settled,
};

static const struct notify_events NOTIFY_EVENTS = {
	.chosen = on_chosen,
	.closed = on_notice_closed,
	.ready = on_notify_ready,
};

static const struct bus_events BUS_EVENTS = {
	.up = on_bus_up,
	.down = on_bus_down,
	.taken = on_bus_taken,
	.focus = on_bus_focus,
};

static struct model_rules make_rules(const struct config *config)
{
	return (struct model_rules){
		.finished = config->finished,
		.attention = config->attention,
		.died = config->died,
		.suppress_when_focused = config->suppress_when_focused,
		.min_turn_ms = config->min_turn_ms,
	};
}

struct agent *agent_new(const char *socket, const char *badge_directory,
	const struct config *config, void (*failed)(gpointer data), gpointer data, GError **error)
{
	struct agent *agent = g_new0(struct agent, 1);
	struct model_rules rules = make_rules(config);

	agent->badges = badges_new(badge_directory, on_dismissed, agent, error);
	if (!agent->badges) {
		g_free(agent);
		return NULL;
	}
	agent->failed = failed;
	agent->data = data;
	agent->timeout_ms = (int)config->timeout_ms;
	agent->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	agent->model = model_new(&rules);
	agent->notify = notify_new(&NOTIFY_EVENTS, agent);
	agent->bus = bus_new(&BUS_EVENTS, agent);
	agent->locate = locate_new(&LOCATE_EVENTS, agent);
	agent->visit = visit_new(agent->locate, agent->notify);
	agent->link = link_new(socket, &LINK_EVENTS, agent);
	return agent;
}

void agent_free(struct agent *agent)
{
	if (!agent)
		return;
	link_free(agent->link);
	/* Closing Sway's connection answers the visits under way. */
	locate_free(agent->locate);
	visit_free(agent->visit);
	notify_free(agent->notify);
	bus_free(agent->bus);
	badges_free(agent->badges);
	model_free(agent->model);
	g_clear_handle_id(&agent->apply, g_source_remove);
	g_clear_handle_id(&agent->timer, g_source_remove);
	g_hash_table_unref(agent->known);
	g_free(agent);
}
