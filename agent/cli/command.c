/* SPDX-License-Identifier: MIT */
#include "agent/cli/command.h"

#include "agent/cli/fold.h"

#include <string.h>

#define HELP_COLUMN 20
#define HELP_WIDTH  80

static const struct {
	const char *name; /* NULL: none */
	gsize min, max;
} WORDS[] = {
	[WORDS_NONE] = {NULL, 0, 0},
	[WORDS_WHAT] = {"WHAT", 0, 1},
	[WORDS_PROGRAM] = {"PROGRAM...", 1, G_MAXSIZE},
	[WORDS_SHELL] = {"SHELL", 1, 1},
};

const struct command *command_find(const struct command *commands, const char *name)
{
	for (; commands->name; commands++)
		if (strcmp(commands->name, name) == 0)
			return commands;
	return NULL;
}

/* "[WHAT]", or "" */
static char *describe_words(const struct command *command)
{
	const char *name = WORDS[command->words].name;

	if (!name)
		return g_strdup("");
	return g_strdup_printf(command->needs_words ? "%s" : "[%s]", name);
}

char *command_usage(const struct command *command)
{
	g_autofree char *words = describe_words(command);

	return g_strconcat(command->name, *words ? " " : "", words, NULL);
}

char *command_help(const struct command *commands)
{
	GString *out = g_string_new("Usage: ebpf-ai-monitor COMMAND [OPTION...]\n\n"
				    "Shows which AI agent in which window waits for you.\n\n"
				    "Commands:\n");

	for (; commands->name; commands++) {
		g_autofree char *usage = command_usage(commands);

		g_string_append_printf(out, "  %-16s  ", usage);
		fold_append(out, commands->help, HELP_COLUMN, HELP_WIDTH);
	}
	g_string_append(out,
		"\nWHAT is a session: its id, or of its project, agent or tmux target so much "
		"as no\nother has.\n\nOptions:\n"
		"  --help     this text; after a command, its options\n"
		"  --version  print the version\n");
	return g_string_free(out, FALSE);
}

static GOptionContext *make_context(const struct command *command, struct request *request)
{
	g_autofree char *words = describe_words(command);
	g_autofree GOptionEntry *entries = option_entries(command->options, request);
	GOptionContext *context = g_option_context_new(*words ? words : NULL);
	g_autofree char *summary = g_strconcat(command->help, ".", NULL);

	summary[0] = g_ascii_toupper(summary[0]);
	g_option_context_set_summary(context, summary);
	g_option_context_set_help_enabled(context, FALSE);
	/* The options of the other program are its own. */
	g_option_context_set_strict_posix(context, command->words == WORDS_PROGRAM);
	g_option_context_add_main_entries(context, entries, NULL);
	return context;
}

static gboolean take_words(const struct command *command, int argc, char **argv,
	struct request *request, GError **error)
{
	gsize skip = argc > 1 && strcmp(argv[1], "--") == 0 ? 2 : 1, count = (gsize)argc - skip;
	const char *name = WORDS[command->words].name;

	if (count > WORDS[command->words].max) {
		g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
			"'%s' is no option; --help lists them",
			argv[skip + WORDS[command->words].max]);
		return FALSE;
	}
	if (count == 0 && command->needs_words && !request->help) {
		g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
			"%s is missing; --help says more", name);
		return FALSE;
	}
	request->words = g_strdupv(argv + skip);
	return TRUE;
}

gboolean command_parse(
	const struct command *command, int argc, char **argv, struct request *ret, GError **error)
{
	struct request request = {0};
	g_autoptr(GOptionContext) context = make_context(command, &request);

	if (!g_option_context_parse(context, &argc, &argv, error)) {
		g_prefix_error(error, "--help lists the options: ");
	} else if (take_words(command, argc, argv, &request, error) &&
		(request.help || option_check(&request, error))) {
		*ret = request;
		return TRUE;
	}
	request_finish(&request);
	return FALSE;
}

char *command_option_help(const struct command *command)
{
	struct request request = {0};
	g_autoptr(GOptionContext) context = make_context(command, &request);

	return g_option_context_get_help(context, TRUE, NULL);
}
