/* SPDX-License-Identifier: MIT */
#include "agent/cli/age.h"
#include "agent/cli/command.h"
#include "agent/cli/format.h"
#include "fuzz.h"
#include "tests/unit/agent/cli/sessions.h"

#define MOST 16

static const struct command COMMANDS[] = {
	{"sessions", "of some", ~OPTION(BAR), WORDS_WHAT, FALSE, NULL},
	{"bar", "for a bar", OPTION(BAR), WORDS_NONE, FALSE, NULL},
	{"menu", "by another", OPTION(FORMAT), WORDS_PROGRAM, TRUE, NULL},
	{0},
};

static void check_length(const char *text)
{
	gint64 ms;

	CHECK(!text || (age_parse(text, &ms) && ms >= 0));
}

/* What a session is called comes to a terminal harmless. */
static void check_format(const char *format)
{
	g_autoptr(GVariant) session =
		g_variant_ref_sink(with(make_session("7-1", "waiting", "finished", 1000), "project",
			g_variant_new_string("\x1b[2J\n")));
	g_autofree char *line = format_fill(format, session, 61000);

	CHECK(strchr(format, '\x1b') || !strchr(line, '\x1b'));
}

static void check_request(const struct request *request)
{
	check_length(request->since);
	check_length(request->timeout);
	check_length(request->length);
	if (request->format)
		check_format(request->format);
}

/* A command and its options, a word a line. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(free);
	char *argv[MOST + 1] = {NULL};
	g_autoptr(GError) error = NULL;
	const struct command *command;
	struct request request;

	while (size && words->len < MOST)
		g_ptr_array_add(words, fuzz_take(&data, &size, '\n'));
	for (guint i = 0; i < words->len; i++)
		argv[i] = g_ptr_array_index(words, i);
	command = argv[0] ? command_find(COMMANDS, argv[0]) : NULL;
	if (!command)
		return 0;
	if (command_parse(command, (int)words->len, argv, &request, &error)) {
		CHECK(request.words);
		if (!request.help)
			check_request(&request);
		request_finish(&request);
	} else {
		CHECK(error && *error->message);
	}
	return 0;
}
