/* SPDX-License-Identifier: MIT */
#include "agent/cli/cli.h"
#include "agent/cli/session.h"
#include "agent/cli/sessions.h"
#include "agent/cli/table.h"
#include "agent/cli/terminal.h"

#include <stdio.h>

#define USUAL_LINE "{{id}}  {{state}}  {{agent}}  {{project}}"

static void print_table(const GPtrArray *order, const struct request *request)
{
	struct table_style style = {
		.width = terminal_width(),
		.coloured = terminal_has_colours(),
		.legend = !request->no_legend,
	};
	g_auto(GStrv) lines = table_lines(order, &style, g_get_real_time() / 1000);

	for (char **line = lines; *line; line++)
		puts(*line);
}

static void print_json(const GPtrArray *order)
{
	putchar('[');
	for (guint i = 0; i < order->len; i++) {
		g_autofree char *json = cli_session_json(g_ptr_array_index(order, i));

		printf("%s%s", i ? ",\n" : "", json);
	}
	puts("]");
}

int cli_status(const struct request *request)
{
	g_autoptr(GPtrArray) order = sessions_ask(request);

	if (!order)
		return CLI_FAILED;
	if (request->count)
		printf("%u\n", order->len);
	else if (request->format)
		sessions_print(stdout, order, request->format);
	else if (terminal_takes_json(request))
		print_json(order);
	else if (order->len > 0)
		print_table(order, request);
	else if (!request->no_legend)
		puts("No sessions.");
	return CLI_OK;
}

int cli_list(const struct request *request)
{
	g_autoptr(GPtrArray) order = sessions_ask(request);

	if (!order)
		return CLI_FAILED;
	sessions_print(stdout, order, request->format ? request->format : USUAL_LINE);
	return CLI_OK;
}
