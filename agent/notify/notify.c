/* SPDX-License-Identifier: MIT */
#include "agent/notify/notify.h"

#include "agent/notify/screen.h"

#include <string.h>

#define FAREWELL_US (2 * G_USEC_PER_SEC) /* for the server to take all off the screen */

struct notify {
	const struct notify_events *events; /* NULL when it is freed */
	gpointer data;
	GPtrArray *wanted; /* the latest */
	gboolean busy;     /* the screen has not done yet what it was last told */
	gboolean outdated; /* which is not the latest */
	GMainContext *context;
	GMainLoop *loop;
	GThread *thread;
	GAsyncQueue *ended;
	struct screen *screen; /* the thread's, as all else is its maker's */
};

/* What the one thread has the other do. */
struct message {
	struct notify *notify;
	void (*take)(struct notify *notify, const struct message *message);
	GDBusConnection *bus;
	GPtrArray *wanted;
	char *key;
	char *text;
	guint serial;
};

void notify_wanted_free(struct notify_wanted *wanted)
{
	g_free(wanted->key);
	g_free(wanted->title);
	g_free(wanted->body);
	g_free(wanted->icon);
	g_free(wanted->sound);
	g_strfreev(wanted->actions);
	g_free(wanted);
}

static void finish(gpointer data)
{
	struct notify *notify = data;

	g_clear_pointer(&notify->wanted, g_ptr_array_unref);
	g_main_loop_unref(notify->loop);
	g_main_context_unref(notify->context);
	g_async_queue_unref(notify->ended);
}

static void release(struct notify *notify)
{
	g_atomic_rc_box_release_full(notify, finish);
}

static void message_free(gpointer data)
{
	struct message *message = data;

	release(message->notify);
	g_clear_object(&message->bus);
	g_clear_pointer(&message->wanted, g_ptr_array_unref);
	g_free(message->key);
	g_free(message->text);
	g_free(message);
}

static gboolean on_message(gpointer data)
{
	struct message *message = data;

	message->take(message->notify, message);
	return G_SOURCE_REMOVE;
}

/* CONTEXT is the receiver's, NULL for the main one. Takes what MESSAGE holds. */
static void post(GMainContext *context, struct notify *notify, struct message message)
{
	g_autoptr(GSource) source = g_idle_source_new();

	message.notify = g_atomic_rc_box_acquire(notify);
	g_source_set_priority(source, G_PRIORITY_DEFAULT);
	g_source_set_callback(
		source, on_message, g_memdup2(&message, sizeof(message)), message_free);
	g_source_attach(source, context);
}

static void take_chosen(struct notify *notify, const struct message *message)
{
	if (notify->events)
		notify->events->chosen(message->key, message->text, notify->data);
}

static void on_chosen(const char *key, const char *action, gpointer data)
{
	post(NULL, data,
		(struct message){
			.take = take_chosen, .key = g_strdup(key), .text = g_strdup(action)});
}

static void take_closed(struct notify *notify, const struct message *message)
{
	if (notify->events)
		notify->events->closed(message->key, message->serial, notify->data);
}

static void on_closed(const char *key, guint serial, gpointer data)
{
	post(NULL, data,
		(struct message){.take = take_closed, .key = g_strdup(key), .serial = serial});
}

static gpointer live(gpointer data)
{
	static const struct screen_events EVENTS = {on_chosen, on_closed};
	struct notify *notify = data;

	g_main_context_push_thread_default(notify->context);
	notify->screen = screen_new(&EVENTS, notify);
	g_main_loop_run(notify->loop);
	screen_free(notify->screen);
	/* What GIO frees later. */
	while (g_main_context_iteration(notify->context, FALSE))
		;
	g_main_context_pop_thread_default(notify->context);
	g_async_queue_push(notify->ended, notify);
	release(notify);
	return NULL;
}

struct notify *notify_new(const struct notify_events *events, gpointer data)
{
	struct notify *notify = g_atomic_rc_box_new0(struct notify);

	notify->events = events;
	notify->data = data;
	notify->context = g_main_context_new();
	notify->loop = g_main_loop_new(notify->context, FALSE);
	notify->ended = g_async_queue_new();
	notify->thread = g_thread_new("notify", live, g_atomic_rc_box_acquire(notify));
	return notify;
}

static void take_end(struct notify *notify, const struct message *message)
{
	g_main_loop_quit(notify->loop);
}

void notify_free(struct notify *notify)
{
	if (!notify)
		return;
	notify->events = NULL;
	post(notify->context, notify, (struct message){.take = take_end});
	/* With a silent server it goes when the program does. */
	if (g_async_queue_timeout_pop(notify->ended, FAREWELL_US))
		g_thread_join(notify->thread);
	else
		g_thread_unref(notify->thread);
	release(notify);
}

static void take_bus(struct notify *notify, const struct message *message)
{
	screen_set_bus(notify->screen, message->bus);
}

void notify_set_bus(struct notify *notify, GDBusConnection *bus)
{
	post(notify->context, notify,
		(struct message){.take = take_bus, .bus = bus ? g_object_ref(bus) : NULL});
}

static void send_wanted(struct notify *notify);

static void take_done(struct notify *notify, const struct message *message)
{
	notify->busy = FALSE;
	if (notify->events && notify->outdated)
		send_wanted(notify);
}

static void take_wanted(struct notify *notify, const struct message *message)
{
	screen_apply(notify->screen, message->wanted);
	post(NULL, notify, (struct message){.take = take_done});
}

static void send_wanted(struct notify *notify)
{
	notify->busy = TRUE;
	notify->outdated = FALSE;
	post(notify->context, notify,
		(struct message){.take = take_wanted, .wanted = g_ptr_array_ref(notify->wanted)});
}

static gboolean is_same(const GPtrArray *a, const GPtrArray *b)
{
	if (a->len != b->len)
		return FALSE;
	for (guint i = 0; i < a->len; i++) {
		const struct notify_wanted *one = g_ptr_array_index(a, i);
		const struct notify_wanted *two = g_ptr_array_index(b, i);

		if (one->serial != two->serial || strcmp(one->key, two->key) != 0)
			return FALSE;
	}
	return TRUE;
}

void notify_apply(struct notify *notify, GPtrArray *wanted)
{
	if (notify->wanted && is_same(notify->wanted, wanted))
		return;
	g_ptr_array_ref(wanted);
	g_clear_pointer(&notify->wanted, g_ptr_array_unref);
	notify->wanted = wanted;
	notify->outdated = TRUE;
	if (!notify->busy)
		send_wanted(notify);
}

static void take_say(struct notify *notify, const struct message *message)
{
	screen_say(notify->screen, message->key, message->text);
}

void notify_say(struct notify *notify, const char *title, const char *body)
{
	post(notify->context, notify,
		(struct message){.take = take_say, .key = g_strdup(title), .text = g_strdup(body)});
}
