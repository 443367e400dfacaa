/* SPDX-License-Identifier: MIT */
#include "agent/bar/click.h"
#include "agent/bar/line.h"
#include "agent/bar/outlet.h"
#include "agent/bus/name.h"
#include "agent/cli/cli.h"
#include "agent/cli/feed.h"

#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define CALL_MS   3000
#define CLICK_MAX 4096

struct bar {
	GMainLoop *loop;
	const struct line_format *format;
	struct feed *feed;
	struct outlet *outlet;
	GString *clicks; /* what has come of the next one */
	char *last;
	gboolean down;
	guint idle;
};

static gboolean on_idle(gpointer data)
{
	struct bar *bar = data;
	g_autoptr(GPtrArray) order = bar->down ? NULL : feed_order(bar->feed);
	struct view *view = view_new(order);
	g_autofree char *line = bar->format->make(view);

	bar->idle = 0;
	view_free(view);
	/* What changed may be nothing that is shown. */
	if (g_strcmp0(line, bar->last) != 0)
		outlet_put(bar->outlet, line);
	g_free(bar->last);
	bar->last = g_steal_pointer(&line);
	return G_SOURCE_REMOVE;
}

static void update(struct bar *bar, gboolean down)
{
	bar->down = down;
	if (!bar->idle)
		bar->idle = g_idle_add(on_idle, bar);
}

static void on_session(GVariant *session, gpointer data)
{
	struct bar *bar = data;

	/* Else it is one of many that are being told, or will be. */
	if (bar->last && !bar->down)
		update(bar, FALSE);
}

static void on_settled(gpointer data)
{
	update(data, FALSE);
}

static void on_lost(gpointer data)
{
	update(data, TRUE);
}

static const struct feed_events EVENTS = {
	.changed = on_session,
	.removed = on_session,
	.settled = on_settled,
	.lost = on_lost,
};

static void on_closed(gpointer data)
{
	struct bar *bar = data;

	g_main_loop_quit(bar->loop);
}

/* Nobody waits for the answer; where it fails, a notification tells why. */
static void go(const char *id)
{
	g_autoptr(GDBusConnection) bus = g_bus_get_sync(G_BUS_TYPE_SESSION, NULL, NULL);

	if (bus)
		g_dbus_connection_call(bus, BUS_NAME, BUS_PATH, BUS_INTERFACE,
			*id ? "Focus" : "Next",
			*id ? g_variant_new("(s)", id) : g_variant_new("(b)", TRUE), NULL,
			G_DBUS_CALL_FLAGS_NO_AUTO_START, CALL_MS, NULL, NULL, NULL);
}

static void take_clicks(struct bar *bar)
{
	const char *end;

	while ((end = strchr(bar->clicks->str, '\n'))) {
		g_autofree char *line =
			g_strndup(bar->clicks->str, (gsize)(end - bar->clicks->str));
		g_autofree char *id = click_parse(line);

		g_string_erase(bar->clicks, 0, (gssize)strlen(line) + 1);
		if (id)
			go(id);
	}
	if (bar->clicks->len > CLICK_MAX)
		g_string_truncate(bar->clicks, 0);
}

static gboolean on_input(int fd, GIOCondition condition, gpointer data)
{
	struct bar *bar = data;
	char buf[CLICK_MAX];
	ssize_t len = read(fd, buf, sizeof(buf));

	if (len <= 0)
		return G_SOURCE_REMOVE;
	for (ssize_t i = 0; i < len; i++)
		if (buf[i] != '\0')
			g_string_append_c(bar->clicks, buf[i]);
	take_clicks(bar);
	return G_SOURCE_CONTINUE;
}

static void run(struct bar *bar, const char *socket)
{
	signal(SIGPIPE, SIG_IGN);
	fputs(bar->format->begin, stdout);
	fflush(stdout);
	bar->outlet = outlet_new(STDOUT_FILENO, on_closed, bar);
	if (bar->format->has_clicks)
		g_unix_fd_add(STDIN_FILENO, G_IO_IN | G_IO_HUP, on_input, bar);
	bar->feed = feed_new(socket, &EVENTS, bar);
	g_main_loop_run(bar->loop);
	g_clear_handle_id(&bar->idle, g_source_remove);
	feed_free(bar->feed);
	outlet_free(bar->outlet);
}

int cli_bar(const struct request *request)
{
	g_autoptr(GMainLoop) loop = g_main_loop_new(NULL, FALSE);
	const char *name = request->bar ? request->bar[0] : "plain";
	struct bar bar = {.loop = loop, .format = line_format_find(name)};

	bar.clicks = g_string_new(NULL);
	run(&bar, request->socket);
	g_string_free(bar.clicks, TRUE);
	g_free(bar.last);
	return CLI_OK;
}
