/* SPDX-License-Identifier: MIT */
#include "agent/notify/screen.h"

#include "agent/base/log.h"
#include "agent/notify/build.h"
#include "agent/notify/cards.h"
#include "agent/notify/earlier.h"
#include "agent/notify/server.h"

#include <string.h>

#define LOG_MODULE "notify"

#define CLOSED_BY_CALL 3
#define UNSAID_MAX     4

struct screen {
	const struct screen_events *events;
	gpointer data;
	GDBusConnection *bus;
	struct server *server;   /* NULL without a bus */
	struct earlier *earlier; /* while there may be cards of an earlier agent */
	GHashTable *cards;       /* key -> struct card */
	GPtrArray *wanted;       /* NULL until it is known */
	GPtrArray *unsaid;       /* messages, each a title and a body */
	gboolean looked;         /* for what an earlier agent has shown */
	GSource *settling;
};

static void apply(struct screen *screen);

static gboolean is_silence(const GError *error)
{
	return g_error_matches(error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
}

/* FALSE where the server is silent. */
static gboolean close_id(struct screen *screen, guint32 id)
{
	g_autoptr(GObject) handle = G_OBJECT(build_handle(id));
	g_autoptr(GError) error = NULL;

	if (!server_is_ready(screen->server))
		return FALSE;
	notify_notification_close(NOTIFY_NOTIFICATION(handle), &error);
	if (!is_silence(error))
		return TRUE;
	server_set_silent(screen->server);
	return FALSE;
}

static void write_cards(const struct screen *screen)
{
	const char *owner = server_owner(screen->server);

	if (owner)
		cards_write(screen->cards, owner);
}

static void take_off(struct screen *screen, struct card *card, gboolean is_news)
{
	card->id = 0;
	g_clear_object(&card->shown);
	write_cards(screen);
	if (is_news)
		screen->events->closed(card->key, card->serial, screen->data);
}

static void act(struct screen *screen, struct card *card, const char *action)
{
	screen->events->chosen(card->key, action, screen->data);
	/* Servers close it by themselves, SwayNC a moment later: with what replaces it until then. */
	if (!card->resident) {
		close_id(screen, card->id);
		take_off(screen, card, TRUE);
	}
}

static void on_action(NotifyNotification *shown, char *action, gpointer data)
{
	struct card *card = data;

	act(card->owner, card, action);
}

static gboolean on_settled(gpointer data)
{
	struct screen *screen = data;

	g_clear_pointer(&screen->settling, g_source_unref);
	cards_settle(screen->cards);
	apply(screen);
	return G_SOURCE_REMOVE;
}

/* After what has been heard by now, in answer to which nothing was done yet. */
static void settle_later(struct screen *screen)
{
	if (screen->settling)
		return;
	screen->settling = g_idle_source_new();
	g_source_set_priority(screen->settling, G_PRIORITY_DEFAULT);
	g_source_set_callback(screen->settling, on_settled, screen, NULL);
	g_source_attach(screen->settling, g_main_context_get_thread_default());
}

static void on_closed(NotifyNotification *shown, gpointer data)
{
	struct card *card = data;
	struct screen *screen = card->owner;

	if (!card->settling) {
		take_off(screen, card,
			notify_notification_get_closed_reason(shown) != CLOSED_BY_CALL);
		return;
	}
	/* What it replaces was closed meanwhile, and libnotify takes that for its end. */
	close_id(screen, card->id);
	take_off(screen, card, FALSE);
	card->serial = 0;
}

static void on_earlier_action(guint32 id, const char *action, gpointer data)
{
	struct screen *screen = data;
	struct card *card = cards_find_id(screen->cards, id);

	if (card && !card->shown)
		act(screen, card, action);
}

static void on_earlier_closed(guint32 id, guint32 reason, gpointer data)
{
	struct screen *screen = data;
	struct card *card = cards_find_id(screen->cards, id);

	if (card && !card->shown)
		take_off(screen, card, reason != CLOSED_BY_CALL);
}

static void look(struct screen *screen)
{
	static const struct earlier_events EVENTS = {on_earlier_action, on_earlier_closed};
	const char *owner = server_owner(screen->server);

	if (!screen->looked && owner && cards_adopt(screen->cards, owner, screen))
		screen->earlier = earlier_new(screen->bus, &EVENTS, screen);
	screen->looked = TRUE;
}

static void on_there(gpointer data)
{
	struct screen *screen = data;

	look(screen);
	apply(screen);
}

static void on_gone(gpointer data)
{
	struct screen *screen = data;

	look(screen);
	cards_forget_shown(screen->cards);
	apply(screen);
}

static void fail_to_show(struct screen *screen, struct card *card, const GError *error)
{
	log_warning("a notification cannot be shown: %s", error->message);
	if (!is_silence(error))
		return;
	card->serial = 0;
	server_set_silent(screen->server);
}

static void show(struct screen *screen, struct card *card, const struct notify_wanted *wanted)
{
	g_autoptr(GObject) new = G_OBJECT(
		build_card(wanted, card->id, server_reads_markup(screen->server), on_action, card));
	g_autoptr(GError) error = NULL;

	card->serial = wanted->serial;
	card->resident = wanted->resident;
	g_signal_connect(new, "closed", G_CALLBACK(on_closed), card);
	if (!notify_notification_show(NOTIFY_NOTIFICATION(new), &error)) {
		fail_to_show(screen, card, error);
		return;
	}
	card->settling = card->id != 0;
	if (card->settling)
		settle_later(screen);
	g_object_get(new, "id", &card->id, NULL);
	g_set_object(&card->shown, new);
	write_cards(screen);
}

static gboolean is_for(gconstpointer wanted, gconstpointer key)
{
	return strcmp(((const struct notify_wanted *)wanted)->key, key) == 0;
}

/* FALSE where some can't be closed now. */
static gboolean close_unwanted(struct screen *screen)
{
	g_autoptr(GList) cards = g_hash_table_get_values(screen->cards);

	for (GList *l = cards; l; l = l->next) {
		struct card *card = l->data;

		if (g_ptr_array_find_with_equal_func(screen->wanted, card->key, is_for, NULL))
			continue;
		if (card->id && !close_id(screen, card->id))
			return FALSE;
		g_hash_table_remove(screen->cards, card->key);
		write_cards(screen);
	}
	return TRUE;
}

static void say_unsaid(struct screen *screen)
{
	while (screen->unsaid->len > 0 && server_is_ready(screen->server)) {
		char **text = g_ptr_array_index(screen->unsaid, 0);
		g_autoptr(GObject) message = G_OBJECT(
			build_message(text[0], text[1], server_reads_markup(screen->server)));
		g_autoptr(GError) error = NULL;

		if (!notify_notification_show(NOTIFY_NOTIFICATION(message), &error))
			log_warning("a message cannot be shown: %s", error->message);
		g_ptr_array_remove_index(screen->unsaid, 0);
	}
}

static void show_wanted(struct screen *screen)
{
	for (guint i = 0; i < screen->wanted->len; i++) {
		const struct notify_wanted *wanted = g_ptr_array_index(screen->wanted, i);
		struct card *card = cards_get(screen->cards, wanted->key, screen);

		if (card->serial == wanted->serial)
			continue;
		if (!server_is_ready(screen->server))
			return;
		show(screen, card, wanted);
	}
}

static void apply(struct screen *screen)
{
	if (!screen->server || !screen->looked)
		return;
	say_unsaid(screen);
	if (screen->wanted && close_unwanted(screen))
		show_wanted(screen);
}

struct screen *screen_new(const struct screen_events *events, gpointer data)
{
	struct screen *screen = g_new0(struct screen, 1);

	screen->events = events;
	screen->data = data;
	screen->cards = cards_new();
	screen->unsaid = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
	return screen;
}

static void leave_bus(struct screen *screen)
{
	if (screen->settling)
		g_source_destroy(screen->settling);
	g_clear_pointer(&screen->settling, g_source_unref);
	g_clear_pointer(&screen->earlier, earlier_free);
	g_hash_table_remove_all(screen->cards);
	g_clear_pointer(&screen->server, server_free);
	g_clear_object(&screen->bus);
}

void screen_free(struct screen *screen)
{
	g_autoptr(GPtrArray) none = g_ptr_array_new();

	screen_apply(screen, none);
	leave_bus(screen);
	g_hash_table_unref(screen->cards);
	g_ptr_array_unref(screen->wanted);
	g_ptr_array_unref(screen->unsaid);
	g_free(screen);
}

void screen_set_bus(struct screen *screen, GDBusConnection *bus)
{
	static const struct server_events EVENTS = {on_there, on_gone};

	leave_bus(screen);
	if (!bus)
		return;
	screen->bus = g_object_ref(bus);
	screen->server = server_new(bus, &EVENTS, screen);
}

void screen_apply(struct screen *screen, GPtrArray *wanted)
{
	g_ptr_array_ref(wanted);
	g_clear_pointer(&screen->wanted, g_ptr_array_unref);
	screen->wanted = wanted;
	apply(screen);
}

void screen_say(struct screen *screen, const char *title, const char *body)
{
	const char *const text[] = {title, body, NULL};

	if (screen->unsaid->len >= UNSAID_MAX)
		g_ptr_array_remove_index(screen->unsaid, 0);
	g_ptr_array_add(screen->unsaid, g_strdupv((char **)text));
	apply(screen);
}
