/* SPDX-License-Identifier: MIT */
#include "agent/cli/screen.h"

#include "agent/cli/terminal.h"

#include <errno.h>
#include <glib-unix.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* The other screen, without a cursor, and without what is too long going on below; and back. */
#define ENTER "\033[?1049h\033[?25l\033[?7l"
#define LEAVE "\033[?7h\033[?25h\033[?1049l"

#define CTRL_C 3

struct screen {
	const struct screen_events *events;
	gpointer data;
	struct termios before;
	gboolean has_keys;
	guint input;
	guint signals[4];
};

static void put(const char *text, gsize len)
{
	while (len > 0) {
		gssize n = write(STDOUT_FILENO, text, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		text += n;
		len -= (gsize)n;
	}
}

static gboolean on_key(gint fd, GIOCondition condition, gpointer data)
{
	struct screen *screen = data;
	char keys[64];
	gssize n = read(fd, keys, sizeof(keys));

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return G_SOURCE_CONTINUE;
	if (n > 0 && !memchr(keys, 'q', (gsize)n) && !memchr(keys, CTRL_C, (gsize)n))
		return G_SOURCE_CONTINUE;
	screen->input = 0;
	screen->events->ended(screen->data);
	return G_SOURCE_REMOVE;
}

static gboolean on_resize(gpointer data)
{
	struct screen *screen = data;

	screen->events->resized(screen->data);
	return G_SOURCE_CONTINUE;
}

static gboolean on_end(gpointer data)
{
	struct screen *screen = data;

	screen->events->ended(screen->data);
	return G_SOURCE_CONTINUE;
}

static void take_keys(struct screen *screen)
{
	struct termios raw;

	if (tcgetattr(STDIN_FILENO, &screen->before) < 0)
		return;
	screen->has_keys = TRUE;
	raw = screen->before;
	raw.c_lflag &= (tcflag_t) ~(ICANON | ECHO | ISIG);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
	screen->input = g_unix_fd_add(STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, on_key, screen);
}

struct screen *screen_new(const struct screen_events *events, gpointer data)
{
	struct screen *screen = g_new0(struct screen, 1);

	screen->events = events;
	screen->data = data;
	screen->signals[0] = g_unix_signal_add(SIGWINCH, on_resize, screen);
	screen->signals[1] = g_unix_signal_add(SIGINT, on_end, screen);
	screen->signals[2] = g_unix_signal_add(SIGTERM, on_end, screen);
	screen->signals[3] = g_unix_signal_add(SIGHUP, on_end, screen);
	take_keys(screen);
	put(ENTER, strlen(ENTER));
	return screen;
}

void screen_free(struct screen *screen)
{
	if (!screen)
		return;
	put(LEAVE, strlen(LEAVE));
	if (screen->has_keys)
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &screen->before);
	g_clear_handle_id(&screen->input, g_source_remove);
	for (gsize i = 0; i < G_N_ELEMENTS(screen->signals); i++)
		g_source_remove(screen->signals[i]);
	g_free(screen);
}

void screen_show(struct screen *screen, char *const *lines)
{
	/* Cleared before it is written: after its last column the cursor is on that still. */
	g_autoptr(GString) text = g_string_new("\033[H");
	gsize count = g_strv_length((char **)lines);

	for (gsize i = 0; i < count; i++)
		g_string_append_printf(text, "%s\033[K%s", i ? "\r\n" : "", lines[i]);
	if ((int)count < terminal_height())
		g_string_append(text, "\r\n\033[J");
	put(text->str, text->len);
}
