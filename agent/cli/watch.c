/* SPDX-License-Identifier: MIT */
#include "agent/cli/cli.h"
#include "agent/cli/feed.h"
#include "agent/cli/lines.h"
#include "agent/cli/match.h"
#include "agent/cli/page.h"
#include "agent/cli/screen.h"
#include "agent/cli/terminal.h"

#include <glib-unix.h>
#include <stdio.h>

#define TOGETHER_MS 20 /* of what happens at once a reader of a screen sees the last */

struct watch {
	const struct request *request;
	GMainLoop *loop;
	struct feed *feed;
	struct lines *lines;   /* NULL: it has the whole screen */
	struct screen *screen; /* NULL: it prints lines */
	char *note;
	guint timer;
};

static gint64 now_ms(void)
{
	return g_get_real_time() / 1000;
}

static void draw_after(struct watch *watch, gint64 ms);

static gboolean on_draw(gpointer data)
{
	struct watch *watch = data;
	g_autoptr(GPtrArray) order = match_filtered(watch->request, feed_order(watch->feed));
	struct page page = {
		.order = order,
		.note = watch->note,
		.width = terminal_width(),
		.height = terminal_height(),
		.coloured = terminal_has_colours(),
	};
	g_auto(GStrv) lines = page_lines(&page, now_ms());

	watch->timer = 0;
	screen_show(watch->screen, lines);
	draw_after(watch, page_lasts_ms(&page, now_ms()));
	return G_SOURCE_REMOVE;
}

/* -1: never. What was to be drawn is drawn then, too. */
static void draw_after(struct watch *watch, gint64 ms)
{
	g_clear_handle_id(&watch->timer, g_source_remove);
	if (ms >= 0)
		watch->timer = g_timeout_add((guint)MIN(ms, G_MAXINT), on_draw, watch);
}

/* Takes LINE; NULL: there is nothing to say. */
static void print(struct watch *watch, char *line)
{
	if (line)
		puts(line);
	g_free(line);
	/* Nobody reads any more. */
	if (fflush(stdout) != 0)
		g_main_loop_quit(watch->loop);
}

static void on_changed(GVariant *session, gpointer data)
{
	struct watch *watch = data;

	if (watch->screen)
		draw_after(watch, TOGETHER_MS);
	else
		print(watch, lines_change(watch->lines, session, now_ms()));
}

static void on_removed(GVariant *session, gpointer data)
{
	struct watch *watch = data;

	if (watch->screen)
		draw_after(watch, TOGETHER_MS);
	else
		print(watch, lines_removal(watch->lines, session, now_ms()));
}

static void on_note(const char *text, gpointer data)
{
	struct watch *watch = data;

	if (watch->screen) {
		g_free(watch->note);
		watch->note = g_strdup(text);
		draw_after(watch, TOGETHER_MS);
	} else {
		fprintf(stderr, "ebpf-ai-monitor: %s\n", text);
	}
}

static void on_settled(gpointer data)
{
	struct watch *watch = data;

	if (watch->screen)
		draw_after(watch, TOGETHER_MS);
}

static void on_resized(gpointer data)
{
	draw_after(data, TOGETHER_MS);
}

static void on_ended(gpointer data)
{
	struct watch *watch = data;

	g_main_loop_quit(watch->loop);
}

static gboolean on_interrupt(gpointer data)
{
	on_ended(data);
	return G_SOURCE_CONTINUE;
}

static const struct feed_events FEED_EVENTS = {
	.changed = on_changed,
	.removed = on_removed,
	.settled = on_settled,
	.note = on_note,
};

static const struct screen_events SCREEN_EVENTS = {.resized = on_resized, .ended = on_ended};

int cli_watch(const struct request *request)
{
	g_autoptr(GMainLoop) loop = g_main_loop_new(NULL, FALSE);
	struct watch watch = {.request = request, .loop = loop};

	if (terminal_is_there() && !request->json && !request->pretty && !request->format) {
		watch.screen = screen_new(&SCREEN_EVENTS, &watch);
	} else {
		watch.lines = lines_new(request);
		g_unix_signal_add(SIGINT, on_interrupt, &watch);
		g_unix_signal_add(SIGTERM, on_interrupt, &watch);
	}
	watch.feed = feed_new(request->socket, &FEED_EVENTS, &watch);
	g_main_loop_run(loop);
	draw_after(&watch, -1);
	feed_free(watch.feed);
	screen_free(watch.screen);
	lines_free(watch.lines);
	g_free(watch.note);
	return CLI_OK;
}
