/* SPDX-License-Identifier: MIT */
#include "agent/agent.h"

#include "agent/badge/badge.h"
#include "agent/base/clock.h"
#include "agent/base/log.h"
#include "agent/base/wallclock.h"
#include "agent/bus/bus.h"
#include "agent/history/history.h"
#include "agent/hosts.h"
#include "agent/naming.h"
#include "agent/notify/notices.h"
#include "agent/place/locate.h"
#include "agent/session/follow.h"
#include "agent/session/link.h"
#include "agent/session/memory.h"
#include "agent/session/model.h"

#define LOG_MODULE "agent"

struct agent {
	struct model *model;
	struct memory *memory;
	struct history *history;
	struct wallclock *clock;
	struct link *link;
	struct follow *follow;
	struct locate *locate;
	struct badges *badges;
	char *badge_directory;
	struct notices notices;
	struct naming naming;
	struct hosts *hosts;
	struct notify *notify;
	struct bus *bus;
	GHashTable *known; /* ids that LOCATE was told of */
	struct visit *visit;
	struct requests requests;
	gboolean synced;
	gboolean placed; /* since then, once */
	guint apply;
	guint timer;
	void (*failed)(gpointer data);
	gpointer data;
};

static void schedule(struct agent *agent);

static gboolean is_forgotten(gpointer key, gpointer value, gpointer data)
{
	struct agent *agent = data;

	if (model_find(agent->model, key) || visit_is_under_way(agent->visit, key))
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
	/* What is remembered of an earlier agent has to be compared with what is true now first. */
	if (agent->placed) {
		notices_apply(&agent->notices);
		memory_keep(agent->memory, agent->model);
		history_keep(agent->history, agent->model);
	}
	bus_publish(agent->bus, link_is_up(agent->link));
	g_hash_table_foreach_remove(agent->known, is_forgotten, agent);
	set_timer(agent);
	return G_SOURCE_REMOVE;
}

static void schedule(struct agent *agent)
{
	if (!agent->apply)
		agent->apply = g_idle_add_full(G_PRIORITY_DEFAULT, on_apply, agent, NULL);
}

static void take_session(struct agent *agent, const struct frame_session *f)
{
	model_session_heard(agent->model, f, now_ms());
	if (f->state == SESSION_EXITED) {
		locate_end(agent->locate, f->id);
	} else {
		g_hash_table_add(agent->known, g_strdup(f->id));
		locate_add(agent->locate, f->id, f->pid, f->tty, f->tty_dev);
		/* Of what works nobody is told, wherever it is shown. */
		if (f->state != SESSION_WORKING)
			locate_request(agent->locate, 0);
		naming_find(&agent->naming, f);
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
		agent->synced = TRUE;
		locate_request(agent->locate, 0);
		break;
	case FRAME_INPUT:
		locate_input(agent->locate, frame->input.id);
		break;
	}
	follow_frame(agent->follow, frame);
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
	if (s && !model_session_is_remote(s))
		naming_find(&agent->naming, &s->frame);
	schedule(agent);
}

static void on_focus(gint64 window, gpointer data)
{
	struct agent *agent = data;

	model_focus(agent->model, window, now_ms());
	schedule(agent);
}

static void on_renamed(gint64 window, gpointer data)
{
	struct agent *agent = data;

	model_renamed(agent->model, window);
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
	gboolean is_first = agent->synced && !agent->placed;

	agent->placed |= agent->synced;
	model_settled(agent->model, now_ms());
	visit_settled(agent->visit);
	if (is_first || model_has_changes(agent->model))
		schedule(agent);
}

static void on_chosen(const char *key, const char *action, gpointer data)
{
	struct agent *agent = data;
	gint64 window;
	g_autofree char *id = notices_target(&agent->notices, key, action, &window);

	if (id)
		requests_go(&agent->requests, id, window, NULL);
}

static void on_visit_failed(const char *id, const char *why, gpointer data)
{
	struct agent *agent = data;

	notices_fail(&agent->notices, id, why);
}

static gboolean on_ambiguous(const char *id, gpointer data)
{
	struct agent *agent = data;
	gboolean is_asked = model_choose(agent->model, id, now_ms());

	schedule(agent);
	return is_asked;
}

static void on_notice_closed(const char *key, guint serial, gpointer data)
{
	struct agent *agent = data;

	notices_closed(&agent->notices, key, serial);
	schedule(agent);
}

static void on_changed(gpointer data)
{
	schedule(data);
}

static void on_clock_set(gint64 step_ms, gpointer data)
{
	struct agent *agent = data;

	model_clock_set(agent->model, step_ms);
	history_clock_set(agent->history, step_ms);
	badges_refresh(agent->badges);
	schedule(agent);
}

static void on_bus_up(GDBusConnection *connection, gpointer data)
{
	struct agent *agent = data;

	notify_set_bus(agent->notify, connection);
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
	.renamed = on_renamed,
	.settled = on_settled,
};

static const struct notify_events NOTIFY_EVENTS = {
	.chosen = on_chosen,
	.closed = on_notice_closed,
};

static const struct bus_events BUS_EVENTS = {
	.up = on_bus_up,
	.down = on_bus_down,
	.taken = on_bus_taken,
};

static const struct visit_events VISIT_EVENTS = {
	.failed = on_visit_failed,
	.ambiguous = on_ambiguous,
};

static gboolean set_badge_directory(struct agent *agent, const char *directory, GError **error)
{
	struct badges *badges;

	if (g_strcmp0(directory, agent->badge_directory) == 0)
		return TRUE;
	badges = badges_new(directory, on_dismissed, agent, error);
	if (!badges)
		return FALSE;
	badges_free(agent->badges);
	agent->badges = badges;
	g_free(agent->badge_directory);
	agent->badge_directory = g_strdup(directory);
	return TRUE;
}

static void apply_config(struct agent *agent, const struct config *config)
{
	const char *const *terminals = (const char *const *)config->terminals;

	agent->naming.sources = (const char *const *)config->project_sources;
	locate_set_terminals(agent->locate, terminals && *terminals ? terminals : NULL);
	notices_configure(&agent->notices, config);
	follow_set(agent->follow, config->status_files);
	history_set(agent->history, config->history);
	hosts_set(agent->hosts, (const char *const *)config->hosts);
}

gboolean agent_configure(struct agent *agent, const struct config *config,
	const char *badge_directory, GError **error)
{
	if (!set_badge_directory(agent, badge_directory, error))
		return FALSE;
	apply_config(agent, config);
	schedule(agent);
	return TRUE;
}

void agent_say(struct agent *agent, const char *title, const char *body)
{
	notify_say(agent->notify, title, body);
}

struct agent *agent_new(const char *socket, const char *badge_directory,
	const struct config *config, void (*failed)(gpointer data), gpointer data, GError **error)
{
	static const struct model_rules NONE = {0};
	struct agent *agent = g_new0(struct agent, 1);

	if (!set_badge_directory(agent, badge_directory, error)) {
		g_free(agent);
		return NULL;
	}
	agent->failed = failed;
	agent->data = data;
	agent->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	agent->model = model_new(&NONE);
	agent->memory = memory_new();
	memory_recall(agent->memory, agent->model);
	agent->history = history_new();
	agent->follow = follow_new(agent->model, on_changed, agent);
	agent->notify = notify_new(&NOTIFY_EVENTS, agent);
	agent->bus = bus_new(&BUS_EVENTS, agent, &agent->requests);
	agent->locate = locate_new(&LOCATE_EVENTS, agent);
	agent->visit = visit_new(agent->locate, &VISIT_EVENTS, agent);
	agent->naming = (struct naming){.model = agent->model,
		.locate = agent->locate,
		.changed = on_changed,
		.data = agent};
	agent->requests =
		(struct requests){agent->model, agent->locate, agent->visit, on_changed, agent};
	agent->hosts = hosts_new(agent->model, agent->locate, on_changed, agent);
	agent->notices = (struct notices){agent->model, agent->locate, agent->notify, NULL};
	apply_config(agent, config);
	agent->clock = wallclock_new(on_clock_set, agent);
	agent->link = link_new(socket, &LINK_EVENTS, agent);
	return agent;
}

void agent_free(struct agent *agent)
{
	if (!agent)
		return;
	if (agent->placed)
		memory_keep(agent->memory, agent->model);
	wallclock_free(agent->clock);
	link_free(agent->link);
	hosts_free(agent->hosts);
	follow_free(agent->follow);
	/* Closing Sway's connection answers the visits under way. */
	locate_free(agent->locate);
	visit_free(agent->visit);
	notify_free(agent->notify);
	bus_free(agent->bus);
	badges_free(agent->badges);
	memory_free(agent->memory);
	history_free(agent->history);
	model_free(agent->model);
	g_clear_handle_id(&agent->apply, g_source_remove);
	g_clear_handle_id(&agent->timer, g_source_remove);
	g_hash_table_unref(agent->known);
	g_free(agent->badge_directory);
	g_free(agent);
}
