/* SPDX-License-Identifier: MIT */
#include "agent/notify/notices.h"

#include "agent/base/log.h"
#include "agent/bus/describe.h"
#include "agent/session/need.h"

#include <string.h>

#define LOG_MODULE "notices"

#define CANDIDATES_MAX 6
#define LABEL_MAX      40 /* characters of a window's title */
#define WINDOW_PREFIX  "window:"

#define CATEGORY_NEWS  "im.received"
#define CATEGORY_ERROR "im.error"

/* Beside one for each class: of all classes, what came while there were no cards. */
#define SUMMARY_HELD TEXT_CLASSES

/* Keys that no session has. */
static const char *const SUMMARY_KEYS[] = {
	[TEXT_FINISHED] = "summary-finished",
	[TEXT_ATTENTION] = "summary-attention",
	[TEXT_DIED] = "summary-died",
	[TEXT_WAITING] = "summary-waiting",
	[SUMMARY_HELD] = "summary-held",
};

void notices_configure(struct notices *notices, const struct config *config)
{
	struct model_rules rules = {
		.suppress_when_focused = config->suppress_when_focused,
		.min_turn_ms = config->min_turn_ms,
	};

	for (guint i = 0; i < TEXT_CLASSES; i++)
		rules.shown[i] = config->classes[i].shown;
	model_set_rules(notices->model, &rules);
	notices->config = config;
}

/* TARGET, to be freed by the caller, has to outlive the result. */
static struct text_facts make_facts(
	const struct notices *notices, const struct model_session *s, char **ret_target)
{
	const struct place *place = locate_find(notices->locate, s->frame.id);
	/* A dialog that came without any was not asked after the work of the turn before. */
	gboolean worked = s->turn || s->notice.class != TEXT_ATTENTION;

	*ret_target = place ? describe_target(place) : NULL;
	return (struct text_facts){s->notice.class, s->frame.name, s->frame.source, s->project,
		*ret_target, worked ? s->frame.worked_ms : 0, evidence_has_shell(&s->evidence),
		s->frame.exit_signal, s->frame.exit_code};
}

static struct notify_wanted *make_wanted(
	const struct notices *notices, const char *key, guint serial, enum text_class class)
{
	const struct config_class *config = &notices->config->classes[class];
	struct notify_wanted *wanted = g_new0(struct notify_wanted, 1);

	wanted->key = g_strdup(key);
	wanted->serial = serial;
	wanted->category = class == TEXT_DIED ? CATEGORY_ERROR : CATEGORY_NEWS;
	wanted->urgency = config->urgency;
	wanted->sound = g_strdup(config->sound);
	wanted->timeout_ms = notices->config->timeout_ms;
	return wanted;
}

/* A click on the notification does the first; its button, the second. */
static char **make_actions(const char *label)
{
	const char *const actions[] = {"default", label, "focus", label, NULL};

	return g_strdupv((char **)actions);
}

static char *make_label(const struct notices *notices, gint64 id)
{
	const struct sway_window *window = locate_window(notices->locate, id);
	g_autofree char *title = g_utf8_make_valid(window ? window->name : "", -1);

	if (g_utf8_strlen(title, -1) > LABEL_MAX)
		*g_utf8_offset_to_pointer(title, LABEL_MAX) = '\0';
	return g_strdup_printf("%s: %s", window ? window->workspace : "?", title);
}

static char **make_choices(const struct notices *notices, const struct place *place)
{
	g_autoptr(GStrvBuilder) actions = g_strv_builder_new();

	for (guint i = 0; i < MIN(place->candidates->len, CANDIDATES_MAX); i++) {
		gint64 id = g_array_index(place->candidates, gint64, i);
		g_autofree char *key = g_strdup_printf(WINDOW_PREFIX "%" G_GINT64_FORMAT, id);
		g_autofree char *label = make_label(notices, id);

		g_strv_builder_add(actions, key);
		g_strv_builder_add(actions, label);
	}
	return g_strv_builder_end(actions);
}

static struct notify_wanted *make_choice(const struct notices *notices,
	const struct model_session *s, const struct text_facts *facts)
{
	const struct place *place = locate_find(notices->locate, s->frame.id);
	struct notify_wanted *wanted =
		make_wanted(notices, s->frame.id, s->notice.serial, s->notice.class);

	wanted->icon = g_strdup(s->frame.source);
	wanted->title = text_fill("Which window shows {agent}?", facts);
	wanted->body = text_fill("{place}\nIts terminal has several windows, and nothing says yet "
				 "which of them it is.",
		facts);
	wanted->actions = make_choices(notices, place);
	return wanted;
}

static gboolean is_choice(const struct notices *notices, const struct model_session *s)
{
	const struct place *place = locate_find(notices->locate, s->frame.id);

	return s->notice.choosing && place && place->result == PLACE_AMBIGUOUS;
}

static struct notify_wanted *make_single(const struct notices *notices,
	const struct model_session *s, const struct text_facts *facts)
{
	const struct config_class *config = &notices->config->classes[s->notice.class];
	struct notify_wanted *wanted =
		make_wanted(notices, s->frame.id, s->notice.serial, s->notice.class);

	wanted->icon = g_strdup(s->frame.source);
	wanted->title = text_fill(config->title, facts);
	wanted->body = text_fill(config->body, facts);
	wanted->actions = make_actions("Go to session");
	return wanted;
}

static void add_single(const struct notices *notices, const struct model_session *s, GPtrArray *all)
{
	g_autofree char *target = NULL;
	struct text_facts facts = make_facts(notices, s, &target);

	g_ptr_array_add(all,
		is_choice(notices, s) ? make_choice(notices, s, &facts)
				      : make_single(notices, s, &facts));
}

static gboolean is_in_summary(const struct model_session *s, guint summary)
{
	guint its = s->notice.held ? SUMMARY_HELD : s->notice.class;

	return s->notice.gathered != 0 && its == summary;
}

static void add_summary(
	const struct notices *notices, const GPtrArray *sessions, guint summary, GPtrArray *all)
{
	g_autoptr(GPtrArray) facts = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) targets = g_ptr_array_new_with_free_func(g_free);
	const struct text_facts *first;
	struct notify_wanted *wanted;
	guint serial = 0;

	for (guint i = 0; i < sessions->len; i++) {
		const struct model_session *s = g_ptr_array_index(sessions, i);
		struct text_facts one;
		char *target;

		if (!is_in_summary(s, summary))
			continue;
		serial = s->notice.gathered;
		one = make_facts(notices, s, &target);
		g_ptr_array_add(targets, target);
		g_ptr_array_add(facts, g_memdup2(&one, sizeof(one)));
	}
	if (facts->len == 0)
		return;
	first = g_ptr_array_index(facts, 0);
	wanted = make_wanted(notices, SUMMARY_KEYS[summary], serial, first->class);
	wanted->icon = g_strdup("");
	wanted->title = text_summary(facts);
	wanted->body = text_summary_body(facts);
	wanted->actions = make_actions("Go to the first");
	/* And then to the next. */
	wanted->resident = TRUE;
	g_ptr_array_add(all, wanted);
}

void notices_apply(const struct notices *notices)
{
	g_autoptr(GPtrArray) sessions = model_notices(notices->model);
	g_autoptr(GPtrArray) all =
		g_ptr_array_new_with_free_func((GDestroyNotify)notify_wanted_free);

	if (model_is_paused(notices->model))
		g_ptr_array_set_size(sessions, 0);
	g_ptr_array_sort(sessions, need_compare);
	for (guint i = 0; i < sessions->len; i++) {
		const struct model_session *s = g_ptr_array_index(sessions, i);

		if (!s->notice.gathered)
			add_single(notices, s, all);
	}
	for (guint i = 0; i < G_N_ELEMENTS(SUMMARY_KEYS); i++)
		add_summary(notices, sessions, i, all);
	notify_apply(notices->notify, all);
}

/* -1 for a session's. */
static int find_summary(const char *key)
{
	for (int i = 0; i < (int)G_N_ELEMENTS(SUMMARY_KEYS); i++)
		if (strcmp(SUMMARY_KEYS[i], key) == 0)
			return i;
	return -1;
}

/* Of those in the summary, the one that needs its user most. */
static char *find_first(const struct notices *notices, guint summary)
{
	g_autoptr(GPtrArray) sessions = model_notices(notices->model);

	g_ptr_array_sort(sessions, need_compare);
	for (guint i = 0; i < sessions->len; i++) {
		const struct model_session *s = g_ptr_array_index(sessions, i);

		if (is_in_summary(s, summary))
			return g_strdup(s->frame.id);
	}
	return NULL;
}

char *notices_target(
	const struct notices *notices, const char *key, const char *action, gint64 *ret_window)
{
	int summary = find_summary(key);

	*ret_window = 0;
	if (g_str_has_prefix(action, WINDOW_PREFIX))
		*ret_window = g_ascii_strtoll(action + strlen(WINDOW_PREFIX), NULL, 10);
	else if (strcmp(action, "default") != 0 && strcmp(action, "focus") != 0)
		return NULL;
	return summary < 0 ? g_strdup(key) : find_first(notices, (guint)summary);
}

void notices_closed(const struct notices *notices, const char *key, guint serial)
{
	int summary = find_summary(key);

	if (summary < 0)
		model_notice_closed(notices->model, key, serial);
	else
		model_summary_closed(notices->model, serial);
}

void notices_fail(const struct notices *notices, const char *id, const char *why)
{
	const struct model_session *s = model_find(notices->model, id);
	g_autofree char *target = NULL;
	g_autofree char *body = NULL;

	log_warning("can't go to session %s: %s", id, why);
	if (s) {
		struct text_facts facts = make_facts(notices, s, &target);
		g_autofree char *who = text_fill("{agent}\n{place}", &facts);

		body = g_strdup_printf("%s\n%s", who, why);
	}
	notify_say(notices->notify, "Can't go to that session", body ? body : why);
}
