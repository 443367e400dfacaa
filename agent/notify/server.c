/* SPDX-License-Identifier: MIT */
#include "agent/notify/server.h"

#include "agent/base/log.h"
#include "agent/notify/build.h"

#include <errno.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define LOG_MODULE "notify"

#define RETRY_S  30
#define ROOM_S   2 /* where it is we who can't ask */
#define ROOM_FDS 16

enum state {
	STATE_UNKNOWN, /* not asked yet what it can do: one that isn't there may be started by that */
	STATE_READY,
	STATE_ABSENT, /* or silent: until its name appears, or for a while */
};

struct server {
	const struct server_events *events;
	gpointer data;
	enum state state;
	char *owner;
	gboolean markup;
	gboolean missed; /* that it is missing was said */
	guint watch;
	GSource *timer;
};

static void stop_timer(struct server *server)
{
	if (server->timer)
		g_source_destroy(server->timer);
	g_clear_pointer(&server->timer, g_source_unref);
}

static gboolean on_retry(gpointer data)
{
	struct server *server = data;

	stop_timer(server);
	server->state = STATE_UNKNOWN;
	server->events->there(server->data);
	return G_SOURCE_REMOVE;
}

static void set_absent_for(struct server *server, guint seconds, const char *why)
{
	server->state = STATE_ABSENT;
	stop_timer(server);
	server->timer = g_timeout_source_new_seconds(seconds);
	g_source_set_callback(server->timer, on_retry, server, NULL);
	g_source_attach(server->timer, g_main_context_get_thread_default());
	if (!server->missed)
		log_warning("no notification server (%s): nothing is shown until one appears", why);
	server->missed = TRUE;
}

static void set_absent(struct server *server, const char *why)
{
	set_absent_for(server, RETRY_S, why);
}

static void on_appeared(GDBusConnection *bus, const char *name, const char *owner, gpointer data)
{
	struct server *server = data;

	g_free(server->owner);
	server->owner = g_strdup(owner);
	if (server->state == STATE_ABSENT)
		server->state = STATE_UNKNOWN;
	server->events->there(server->data);
}

static void on_vanished(GDBusConnection *bus, const char *name, gpointer data)
{
	struct server *server = data;

	g_clear_pointer(&server->owner, g_free);
	if (server->state == STATE_READY)
		set_absent(server, "it has left the bus");
	server->events->gone(server->data);
}

struct server *server_new(GDBusConnection *bus, const struct server_events *events, gpointer data)
{
	struct server *server = g_new0(struct server, 1);

	server->events = events;
	server->data = data;
	notify_init(BUILD_APP_NAME);
	server->watch = g_bus_watch_name_on_connection(bus, "org.freedesktop.Notifications",
		G_BUS_NAME_WATCHER_FLAGS_NONE, on_appeared, on_vanished, server, NULL);
	return server;
}

void server_free(struct server *server)
{
	if (!server)
		return;
	stop_timer(server);
	g_bus_unwatch_name(server->watch);
	/* It holds the bus. */
	notify_uninit();
	g_free(server->owner);
	g_free(server);
}

static gboolean ask(struct server *server)
{
	g_autofree char *name = NULL;
	GList *caps;

	if (!notify_get_server_info(&name, NULL, NULL, NULL)) {
		set_absent(server, "none answers");
		return FALSE;
	}
	caps = notify_get_server_caps();
	server->markup = g_list_find_custom(caps, "body-markup", (GCompareFunc)strcmp) != NULL;
	g_list_free_full(caps, g_free);
	server->state = STATE_READY;
	stop_timer(server);
	if (server->missed)
		log_info("there is a notification server again");
	server->missed = FALSE;
	return TRUE;
}

/* A call that waits takes one, without which GLib ends the program; and what else runs takes some. */
static gboolean has_descriptors(void)
{
	int fds[ROOM_FDS], count = 0;

	while (count < ROOM_FDS && (fds[count] = eventfd(0, EFD_CLOEXEC)) >= 0)
		count++;
	for (int i = 0; i < count; i++)
		close(fds[i]);
	return count == ROOM_FDS;
}

gboolean server_is_ready(struct server *server)
{
	if (server->state != STATE_ABSENT && !has_descriptors())
		set_absent_for(server, ROOM_S, g_strerror(EMFILE));
	if (server->state == STATE_UNKNOWN)
		return ask(server);
	return server->state == STATE_READY;
}

void server_set_silent(struct server *server)
{
	set_absent(server, "it does not answer");
}

const char *server_owner(const struct server *server)
{
	return server->owner;
}

gboolean server_reads_markup(const struct server *server)
{
	return server->markup;
}
