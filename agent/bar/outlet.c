/* SPDX-License-Identifier: MIT */
#include "agent/bar/outlet.h"

#include <errno.h>
#include <glib-unix.h>
#include <limits.h>
#include <unistd.h>

struct outlet {
	int fd;
	void (*closed)(gpointer data);
	gpointer data;
	GString *under_way;
	char *next;
	guint writing;
	guint watch;
};

static gboolean is_passing(int error)
{
	return error == EAGAIN || error == EINTR;
}

static void take_next(struct outlet *outlet)
{
	if (!outlet->next)
		return;
	g_string_printf(outlet->under_way, "%s\n", outlet->next);
	g_clear_pointer(&outlet->next, g_free);
}

/* A pipe that is ready takes that many bytes at once: this does not wait. */
static gboolean on_ready(int fd, GIOCondition condition, gpointer data)
{
	struct outlet *outlet = data;
	ssize_t len;

	if (outlet->under_way->len == 0)
		take_next(outlet);
	len = write(fd, outlet->under_way->str, MIN(outlet->under_way->len, PIPE_BUF));
	if (len >= 0)
		g_string_erase(outlet->under_way, 0, len);
	if (len < 0 ? is_passing(errno) : outlet->under_way->len > 0 || outlet->next)
		return G_SOURCE_CONTINUE;
	outlet->writing = 0;
	if (len < 0)
		outlet->closed(outlet->data);
	return G_SOURCE_REMOVE;
}

static gboolean on_closed(int fd, GIOCondition condition, gpointer data)
{
	struct outlet *outlet = data;

	outlet->watch = 0;
	outlet->closed(outlet->data);
	return G_SOURCE_REMOVE;
}

struct outlet *outlet_new(int fd, void (*closed)(gpointer data), gpointer data)
{
	struct outlet *outlet = g_new0(struct outlet, 1);

	outlet->fd = fd;
	outlet->closed = closed;
	outlet->data = data;
	outlet->under_way = g_string_new(NULL);
	outlet->watch = g_unix_fd_add(fd, G_IO_ERR | G_IO_HUP | G_IO_NVAL, on_closed, outlet);
	return outlet;
}

void outlet_free(struct outlet *outlet)
{
	g_clear_handle_id(&outlet->writing, g_source_remove);
	g_clear_handle_id(&outlet->watch, g_source_remove);
	g_string_free(outlet->under_way, TRUE);
	g_free(outlet->next);
	g_free(outlet);
}

void outlet_put(struct outlet *outlet, const char *line)
{
	g_free(outlet->next);
	outlet->next = g_strdup(line);
	if (!outlet->writing)
		outlet->writing = g_unix_fd_add(outlet->fd, G_IO_OUT, on_ready, outlet);
}
