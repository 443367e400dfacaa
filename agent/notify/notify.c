/* SPDX-License-Identifier: MIT */
#include "agent/notify/notify.h"

#include "agent/base/log.h"
#include "agent/notify/call.h"
#include "agent/notify/cards.h"

#include <string.h>

#define LOG_MODULE "notify"

#define CLOSED_BY_CALL 3
#define RETRY_S        30

enum server {
	SERVER_UNKNOWN, /* not asked yet what it can do */
	SERVER_ASKED,
	SERVER_READY,
	SERVER_ABSENT, /* until its name appears, or for a while */
};

struct notify {
	const struct notify_events *events;
	gpointer data;
	GDBusConnection *bus;
	struct cards *cards;
	enum server server;
	char *owner; /* of the server's name on the bus, NULL while there is none */
	gboolean markup;
	gboolean missed; /* that it is missing was said */
	gboolean looked; /* for its owner, and for what an earlier agent has shown there */
	guint watch;
	guint signals[2];
	guint timer;
	GCancellable *cancel;
};

void notify_wanted_free(struct notify_wanted *wanted)
{
	g_free(wanted->key);
	g_free(wanted->title);
	g_free(wanted->body);
	g_free(wanted->sound);
	g_strfreev(wanted->actions);
	g_free(wanted);
}

struct notify *notify_new(const struct notify_events *events, gpointer data)
{
	struct notify *notify = g_new0(struct notify, 1);

	notify->events = events;
	notify->data = data;
	notify->cards = cards_new(notify);
	return notify;
}

static void say_missing(struct notify *notify, const char *why)
{
	if (!notify->missed)
		log_warning("no notification server (%s): nothing is shown until one appears", why);
	notify->missed = TRUE;
}

static void call_server(const struct notify *notify, const char *method, GVariant *parameters,
	const char *reply, GAsyncReadyCallback done, gpointer data)
{
	notify_call(notify->bus, method, parameters, reply, notify->cancel, done, data);
}

static gboolean is_cancelled(const GError *error)
{
	return g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gboolean on_retry(gpointer data)
{
	struct notify *notify = data;

	notify->timer = 0;
	notify->server = SERVER_UNKNOWN;
	notify->events->ready(notify->data);
	return G_SOURCE_REMOVE;
}

static void set_absent(struct notify *notify)
{
	notify->server = SERVER_ABSENT;
	g_clear_handle_id(&notify->timer, g_source_remove);
	notify->timer = g_timeout_add_seconds(RETRY_S, on_retry, notify);
}

static void on_capabilities(GObject *source, GAsyncResult *result, gpointer data)
{
	struct notify *notify = data;
	g_autoptr(GError) error = NULL;
	g_autoptr(GVariant) reply =
		g_dbus_connection_call_finish(G_DBUS_CONNECTION(source), result, &error);
	g_autofree const char **names = NULL;

	if (is_cancelled(error))
		return;
	if (!reply) {
		set_absent(notify);
		say_missing(notify, error->message);
		return;
	}
	g_variant_get(reply, "(^a&s)", &names);
	notify->markup = g_strv_contains(names, "body-markup");
	notify->server = SERVER_READY;
	if (notify->missed)
		log_info("there is a notification server again");
	notify->missed = FALSE;
	notify->events->ready(notify->data);
}

static void ask_capabilities(struct notify *notify)
{
	notify->server = SERVER_ASKED;
	g_clear_handle_id(&notify->timer, g_source_remove);
	call_server(notify, "GetCapabilities", NULL, "(as)", on_capabilities, notify);
}

static void close_id(struct notify *notify, guint32 id)
{
	call_server(notify, "CloseNotification", g_variant_new("(u)", id), NULL, NULL, NULL);
}

static void write_cards(const struct notify *notify)
{
	if (notify->owner)
		cards_write(notify->cards, notify->owner);
}

static void look(struct notify *notify)
{
	if (notify->looked)
		return;
	notify->looked = TRUE;
	if (notify->owner)
		cards_adopt(notify->cards, notify->owner);
	notify->events->ready(notify->data);
}

static void on_appeared(GDBusConnection *bus, const char *name, const char *owner, gpointer data)
{
	struct notify *notify = data;

	g_free(notify->owner);
	notify->owner = g_strdup(owner);
	look(notify);
	if (notify->server == SERVER_ABSENT)
		ask_capabilities(notify);
}

static void on_vanished(GDBusConnection *bus, const char *name, gpointer data)
{
	struct notify *notify = data;

	g_clear_pointer(&notify->owner, g_free);
	look(notify);
	/* At first a server that isn't running may still be started by being called. */
	if (notify->server == SERVER_READY) {
		set_absent(notify);
		say_missing(notify, "it has left the bus");
	}
	cards_forget_shown(notify->cards);
}

static void take_off(struct notify *notify, struct card *card, gboolean is_news)
{
	g_autofree char *key = g_strdup(card->key);

	card->id = 0;
	write_cards(notify);
	if (is_news)
		notify->events->closed(key, card->serial, notify->data);
}

static void on_action(GDBusConnection *bus, const char *sender, const char *path,
	const char *interface, const char *signal, GVariant *parameters, gpointer data)
{
	struct notify *notify = data;
	struct card *card;
	const char *action;
	guint32 id;

	if (!g_variant_is_of_type(parameters, G_VARIANT_TYPE("(us)")))
		return;
	g_variant_get(parameters, "(u&s)", &id, &action);
	card = cards_find_id(notify->cards, id);
	if (!card)
		return;
	notify->events->chosen(card->key, action, notify->data);
	/* Servers close it by themselves, SwayNC a moment later: with what replaces it until then. */
	if (!card->resident) {
		close_id(notify, id);
		take_off(notify, card, TRUE);
	}
}

static void on_closed(GDBusConnection *bus, const char *sender, const char *path,
	const char *interface, const char *signal, GVariant *parameters, gpointer data)
{
	struct notify *notify = data;
	struct card *card;
	guint32 id, reason;

	if (!g_variant_is_of_type(parameters, G_VARIANT_TYPE("(uu)")))
		return;
	g_variant_get(parameters, "(uu)", &id, &reason);
	card = cards_find_id(notify->cards, id);
	if (card)
		take_off(notify, card, reason != CLOSED_BY_CALL);
}

static guint subscribe(struct notify *notify, const char *signal, GDBusSignalCallback callback)
{
	return g_dbus_connection_signal_subscribe(notify->bus, NOTIFY_NAME, NOTIFY_INTERFACE,
		signal, NOTIFY_PATH, NULL, G_DBUS_SIGNAL_FLAGS_NONE, callback, notify, NULL);
}

static void leave_bus(struct notify *notify)
{
	if (!notify->bus)
		return;
	g_clear_handle_id(&notify->timer, g_source_remove);
	g_cancellable_cancel(notify->cancel);
	g_clear_object(&notify->cancel);
	g_bus_unwatch_name(notify->watch);
	for (gsize i = 0; i < G_N_ELEMENTS(notify->signals); i++)
		g_dbus_connection_signal_unsubscribe(notify->bus, notify->signals[i]);
	g_clear_object(&notify->bus);
	g_clear_pointer(&notify->owner, g_free);
	cards_remove_all(notify->cards);
	notify->server = SERVER_UNKNOWN;
}

void notify_set_bus(struct notify *notify, GDBusConnection *bus)
{
	leave_bus(notify);
	if (!bus)
		return;
	notify->bus = g_object_ref(bus);
	notify->cancel = g_cancellable_new();
	notify->signals[0] = subscribe(notify, "ActionInvoked", on_action);
	notify->signals[1] = subscribe(notify, "NotificationClosed", on_closed);
	notify->watch = g_bus_watch_name_on_connection(bus, NOTIFY_NAME,
		G_BUS_NAME_WATCHER_FLAGS_NONE, on_appeared, on_vanished, notify, NULL);
	notify->events->ready(notify->data);
}

static void close_card(struct notify *notify, struct card *card)
{
	if (card->id)
		close_id(notify, card->id);
	cards_remove(notify->cards, card);
	write_cards(notify);
}

static void on_shown(GObject *source, GAsyncResult *result, gpointer data)
{
	struct card *card = data;
	g_autoptr(GError) error = NULL;
	g_autoptr(GVariant) reply =
		g_dbus_connection_call_finish(G_DBUS_CONNECTION(source), result, &error);
	struct notify *notify;

	/* The card went with the bus. */
	if (is_cancelled(error))
		return;
	notify = card->owner;
	card->calling = FALSE;
	if (reply)
		g_variant_get(reply, "(u)", &card->id);
	else
		say_missing(notify, error->message);
	write_cards(notify);
	/* What is wanted may have changed while the server thought. */
	notify->events->ready(notify->data);
}

static void show(struct notify *notify, struct card *card, const struct notify_wanted *wanted)
{
	card->serial = wanted->serial;
	card->resident = wanted->resident;
	card->calling = TRUE;
	call_server(notify, "Notify", notify_call_build(wanted, card->id, notify->markup), "(u)",
		on_shown, card);
}

static gboolean is_for(gconstpointer wanted, gconstpointer key)
{
	return strcmp(((const struct notify_wanted *)wanted)->key, key) == 0;
}

static void close_unwanted(struct notify *notify, const GPtrArray *wanted)
{
	g_autoptr(GList) cards = cards_list(notify->cards);

	for (GList *l = cards; l; l = l->next) {
		struct card *card = l->data;

		if (!card->calling &&
			!g_ptr_array_find_with_equal_func(
				(GPtrArray *)wanted, card->key, is_for, NULL))
			close_card(notify, card);
	}
}

void notify_apply(struct notify *notify, const GPtrArray *wanted)
{
	if (!notify->bus || !notify->looked)
		return;
	close_unwanted(notify, wanted);
	if (wanted->len > 0 && notify->server == SERVER_UNKNOWN)
		ask_capabilities(notify);
	for (guint i = 0; i < wanted->len && notify->server == SERVER_READY; i++) {
		const struct notify_wanted *one = g_ptr_array_index(wanted, i);
		struct card *card = cards_get(notify->cards, one->key);

		if (!card->calling && card->serial != one->serial)
			show(notify, card, one);
	}
}

void notify_say(struct notify *notify, const char *title, const char *body)
{
	if (notify->server == SERVER_READY)
		call_server(notify, "Notify",
			notify_call_build_message(title, body, notify->markup), NULL, NULL, NULL);
}

void notify_free(struct notify *notify)
{
	g_autoptr(GPtrArray) none = g_ptr_array_new();

	if (!notify)
		return;
	if (notify->bus) {
		close_unwanted(notify, none);
		g_dbus_connection_flush_sync(notify->bus, NULL, NULL);
	}
	leave_bus(notify);
	cards_free(notify->cards);
	g_free(notify);
}
