/* SPDX-License-Identifier: MIT */
#include "agent/cli/terminal.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

gboolean terminal_is_there(void)
{
	return isatty(STDOUT_FILENO);
}

gboolean terminal_takes_json(const struct request *request)
{
	return request->json || (!request->pretty && !terminal_is_there());
}

static struct winsize get_size(void)
{
	struct winsize size = {0};

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0)
		return (struct winsize){0};
	return size;
}

int terminal_width(void)
{
	const char *columns = g_getenv("COLUMNS");
	gint64 width = columns ? g_ascii_strtoll(columns, NULL, 10) : 0;

	return width > 0 && width < 10000 ? (int)width : get_size().ws_col;
}

int terminal_height(void)
{
	return get_size().ws_row;
}

gboolean terminal_has_colours(void)
{
	const char *no_colour = g_getenv("NO_COLOR");

	return terminal_is_there() && !(no_colour && *no_colour) &&
		g_strcmp0(g_getenv("TERM"), "dumb") != 0;
}
