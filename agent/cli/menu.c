/* SPDX-License-Identifier: MIT */
#include "agent/cli/cli.h"
#include "agent/cli/offer.h"
#include "agent/cli/sessions.h"

#include <gio/gio.h>
#include <stdio.h>

#define USUAL "{{state}}  {{project}}  {{agent}}  {{age}}  {{where}}"

/* What PROGRAM printed, given LINES; NULL after a line on standard error, "" where its user has
 * chosen nothing. */
static char *ask(char *const *program, char *const *lines)
{
	g_autofree char *offered = g_strjoinv("\n", (char **)lines), *answer = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(GSubprocess) process = g_subprocess_newv((const char *const *)program,
		G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);

	if (process && g_subprocess_communicate_utf8(process, offered, NULL, &answer, NULL, &error))
		return answer ? g_steal_pointer(&answer) : g_strdup("");
	fprintf(stderr, "ebpf-ai-monitor: %s\n", error->message);
	return NULL;
}

int cli_menu(const struct request *request)
{
	g_autoptr(GPtrArray) order = sessions_ask(request);
	g_autofree char *answer = NULL;
	g_auto(GStrv) lines = NULL;
	int found;

	if (!order)
		return CLI_FAILED;
	lines = offer_lines(
		order, request->format ? request->format : USUAL, g_get_real_time() / 1000);
	if (!*lines) {
		fprintf(stderr, "ebpf-ai-monitor: no sessions\n");
		return CLI_FAILED;
	}
	answer = ask(request->words, lines);
	found = answer ? offer_find(lines, answer) : -1;
	if (found >= 0)
		return sessions_focus(g_ptr_array_index(order, found));
	if (answer && *answer)
		fprintf(stderr, "ebpf-ai-monitor: %s gave back what is no session\n",
			request->words[0]);
	return CLI_FAILED;
}
