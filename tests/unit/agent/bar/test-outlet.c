/* SPDX-License-Identifier: MIT */
#include "agent/bar/outlet.h"
#include "tests/check.h"

#include <glib-unix.h>
#include <signal.h>
#include <unistd.h>

static gboolean is_closed;

static void on_closed(gpointer data)
{
	is_closed = TRUE;
}

static void turn(void)
{
	for (int i = 0; i < 100 && g_main_context_iteration(NULL, FALSE); i++)
		;
}

/* What LINES lines of LEN bytes become where nobody reads before the last of them. */
static char *put_unread(struct outlet *outlet, int fd, guint lines, gsize len)
{
	GString *out = g_string_new(NULL);
	char buf[65536];
	ssize_t got;

	for (guint i = 0; i < lines; i++) {
		g_autofree char *rest = g_strnfill(len, 'x');
		g_autofree char *line = g_strdup_printf("%u %s", i, rest);

		outlet_put(outlet, line);
		turn();
	}
	for (int tries = 0; tries < 100; tries++) {
		while ((got = read(fd, buf, sizeof(buf))) > 0)
			g_string_append_len(out, buf, got);
		turn();
	}
	return g_string_free(out, FALSE);
}

/* Whole lines, in order, the last one among them. */
static guint check_lines(const char *text, guint lines, gsize len)
{
	g_auto(GStrv) got = g_strsplit(text, "\n", -1);
	guint count = g_strv_length(got);
	gint64 last = -1;

	CHECK(count > 1);
	CHECK_STR(got[count - 1], "");
	for (guint i = 0; i + 1 < count; i++) {
		gint64 number = g_ascii_strtoll(got[i], NULL, 10);

		CHECK(number > last);
		CHECK(strlen(strchr(got[i], ' ') + 1) == len);
		last = number;
	}
	CHECK_INT(last, lines - 1);
	return count - 1;
}

static void test_unread(gsize len)
{
	int fds[2];
	struct outlet *outlet;
	g_autofree char *text = NULL;

	CHECK(g_unix_open_pipe(fds, FD_CLOEXEC, NULL));
	CHECK(g_unix_set_fd_nonblocking(fds[0], TRUE, NULL));
	outlet = outlet_new(fds[1], on_closed, NULL);
	text = put_unread(outlet, fds[0], 200, len);
	/* Of a pipe's 64 KiB, a few: the others were never worth a thought. */
	CHECK(check_lines(text, 200, len) < 200);
	CHECK(!is_closed);
	close(fds[0]);
	turn();
	CHECK(is_closed);
	is_closed = FALSE;
	outlet_free(outlet);
	close(fds[1]);
}

int main(void)
{
	signal(SIGPIPE, SIG_IGN);
	/* It would wait for ever here, did it wait. */
	alarm(60);
	test_unread(3000);
	test_unread(20000);
	return 0;
}
