/* SPDX-License-Identifier: MIT */
#include "agent/cli/completion.h"

#include <string.h>

/* The sessions there are, by one of their fields; what the shell inserts of them is quoted by it. */
#define NAMES "ebpf-ai-monitor list --format '{{%s}}' 2>/dev/null"

static const char *field_of(enum option_words words)
{
	return words == OPTION_WORDS_AGENT      ? "agent"
		: words == OPTION_WORDS_PROJECT ? "project"
						: NULL;
}

static gboolean has_option(const struct command *command, enum option option)
{
	return option == OPTION_HELP || command->options & 1u << option;
}

/* NULL where the table says none. */
static char *join_values(enum option_words words)
{
	const char *const *values = option_values(words);

	return values ? g_strjoinv(" ", (char **)values) : NULL;
}

static const char BASH_HEAD[] =
	"# Completes the words of ebpf-ai-monitor in bash.\n"
	"_ebpf_ai_monitor_offer() {\n"
	"\tlocal line\n"
	"\twhile IFS= read -r line; do\n"
	"\t\t[[ -n $line && $line == \"$cur\"* ]] && COMPREPLY+=(\"$(printf %q \"$line\")\")\n"
	"\tdone\n"
	"}\n"
	"_ebpf_ai_monitor_names() {\n"
	"\tlocal field\n"
	"\tfor field; do ebpf-ai-monitor list --format \"{{$field}}\" 2>/dev/null; done | sort -u\n"
	"}\n"
	"_ebpf_ai_monitor() {\n"
	"\tlocal cur=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n"
	"\tCOMPREPLY=()\n"
	"\tcase $before in\n";

static void bash_option(GString *out, enum option option)
{
	enum option_words words = OPTIONS[option].words;
	g_autofree char *values = join_values(words);

	if (words == OPTION_WORDS_NONE)
		return;
	g_string_append_printf(out, "\t--%s) ", OPTIONS[option].name);
	if (values)
		g_string_append_printf(
			out, "_ebpf_ai_monitor_offer < <(printf '%%s\\n' %s)", values);
	else if (field_of(words))
		g_string_append_printf(out, "_ebpf_ai_monitor_offer < <(_ebpf_ai_monitor_names %s)",
			field_of(words));
	else if (words == OPTION_WORDS_FILE)
		g_string_append(out, "_ebpf_ai_monitor_offer < <(compgen -f -- \"$cur\")");
	else
		g_string_append(out, ":");
	g_string_append(out, "; return ;;\n");
}

static void bash_words(GString *out, enum command_words words)
{
	if (words == WORDS_WHAT)
		g_string_append(out,
			"\t\t_ebpf_ai_monitor_offer < <(_ebpf_ai_monitor_names project id tmux)\n");
	else if (words == WORDS_PROGRAM)
		g_string_append(
			out, "\t\t_ebpf_ai_monitor_offer < <(compgen -c -- \"$cur\" | sort -u)\n");
	else if (words == WORDS_SHELL)
		g_string_append(
			out, "\t\t_ebpf_ai_monitor_offer < <(printf '%s\\n' bash fish zsh)\n");
}

static void bash_command(GString *out, const struct command *command)
{
	g_string_append_printf(out, "\t%s)\n", command->name);
	bash_words(out, command->words);
	g_string_append(out, "\t\t_ebpf_ai_monitor_offer < <(printf '%s\\n'");
	for (int i = 0; i < _OPTION_MAX; i++)
		if (has_option(command, (enum option)i))
			g_string_append_printf(out, " --%s", OPTIONS[i].name);
	g_string_append(out, ")\n\t\t;;\n");
}

static char *bash_text(const struct command *commands)
{
	GString *out = g_string_new(BASH_HEAD);

	for (int i = 0; i < _OPTION_MAX; i++)
		bash_option(out, (enum option)i);
	g_string_append(out,
		"\tesac\n\tcase $COMP_CWORD in\n"
		"\t1)\n\t\t_ebpf_ai_monitor_offer < <(printf '%s\\n'");
	for (const struct command *c = commands; c->name; c++)
		g_string_append_printf(out, " %s", c->name);
	g_string_append(out,
		" --help --version)\n\t\treturn\n\t\t;;\n\tesac\n"
		"\tcase ${COMP_WORDS[1]} in\n");
	for (const struct command *c = commands; c->name; c++)
		bash_command(out, c);
	g_string_append(out, "\tesac\n}\ncomplete -F _ebpf_ai_monitor ebpf-ai-monitor\n");
	return g_string_free(out, FALSE);
}

/* Where only these two are special. */
static char *fish_quote(const char *text)
{
	GString *out = g_string_new("'");

	for (; *text; text++) {
		if (*text == '\'' || *text == '\\')
			g_string_append_c(out, '\\');
		g_string_append_c(out, *text);
	}
	g_string_append_c(out, '\'');
	return g_string_free(out, FALSE);
}

/* What may follow, as an argument of fish's "complete"; "" for nothing. */
static char *fish_values(enum option_words words)
{
	g_autofree char *values = join_values(words), *names = NULL, *quoted = NULL;

	if (words == OPTION_WORDS_NONE)
		return g_strdup("");
	if (words == OPTION_WORDS_FILE)
		return g_strdup(" -r -F");
	if (values)
		return g_strdup_printf(" -x -a '%s'", values);
	if (!field_of(words))
		return g_strdup(" -x");
	names = g_strdup_printf("(" NAMES ")", field_of(words));
	quoted = fish_quote(names);
	return g_strdup_printf(" -x -a %s", quoted);
}

static void fish_option(GString *out, const struct command *command, enum option option)
{
	g_autofree char *help = fish_quote(OPTIONS[option].help);
	g_autofree char *values = fish_values(OPTIONS[option].words);

	g_string_append_printf(out,
		"complete -c ebpf-ai-monitor -n '__fish_seen_subcommand_from %s' -l %s%s -d %s\n",
		command->name, OPTIONS[option].name, values, help);
}

static void fish_words(GString *out, const struct command *command)
{
	static const char *const VALUES[] = {
		[WORDS_WHAT] = "(ebpf-ai-monitor list --format \"{{project}}\n{{id}}\n{{tmux}}\" "
			       "2>/dev/null | string match -r .+)",
		[WORDS_PROGRAM] = "(__fish_complete_command)",
		[WORDS_SHELL] = "bash fish zsh",
	};
	g_autofree char *quoted = NULL;

	if (command->words == WORDS_NONE)
		return;
	quoted = fish_quote(VALUES[command->words]);
	g_string_append_printf(out,
		"complete -c ebpf-ai-monitor -n '__fish_seen_subcommand_from %s' -a %s\n",
		command->name, quoted);
}

static void fish_command(GString *out, const struct command *command)
{
	g_autofree char *help = fish_quote(command->help);

	g_string_append_printf(out,
		"complete -c ebpf-ai-monitor -n __fish_use_subcommand -a %s -d %s\n", command->name,
		help);
	for (int i = 0; i < _OPTION_MAX; i++)
		if (has_option(command, (enum option)i))
			fish_option(out, command, (enum option)i);
	fish_words(out, command);
}

static char *fish_text(const struct command *commands)
{
	GString *out =
		g_string_new("# Completes the words of ebpf-ai-monitor in fish.\n"
			     "complete -c ebpf-ai-monitor -f\n"
			     "complete -c ebpf-ai-monitor -n __fish_use_subcommand -l help\n"
			     "complete -c ebpf-ai-monitor -n __fish_use_subcommand -l version\n");

	for (; commands->name; commands++)
		fish_command(out, commands);
	return g_string_free(out, FALSE);
}

static const char ZSH_HEAD[] =
	"#compdef ebpf-ai-monitor\n"
	"# Completes the words of ebpf-ai-monitor in zsh.\n"
	"_ebpf_ai_monitor_names() {\n"
	"\tlocal field\n"
	"\tlocal -aU names\n"
	"\tfor field; do\n"
	"\t\tnames+=(${(f)\"$(ebpf-ai-monitor list --format \"{{$field}}\" 2>/dev/null)\"})\n"
	"\tdone\n"
	"\tcompadd -a names\n"
	"}\n"
	"_ebpf_ai_monitor() {\n"
	"\tlocal -a commands\n"
	"\tcommands=(\n";

static void zsh_option(GString *out, enum option option)
{
	enum option_words words = OPTIONS[option].words;
	g_autofree char *known = join_values(words), *names = NULL, *spec = NULL, *quoted = NULL;
	const char *values = "";

	if (known)
		values = names = g_strdup_printf(":state:(%s)", known);
	else if (field_of(words))
		values = names = g_strdup_printf(
			":%s:{_ebpf_ai_monitor_names %s}", field_of(words), field_of(words));
	else if (words == OPTION_WORDS_FILE)
		values = ":file:_files";
	else if (words == OPTION_WORDS_TEXT)
		values = ":text:";
	spec = g_strdup_printf("*--%s[%s]%s", OPTIONS[option].name, OPTIONS[option].help, values);
	quoted = g_shell_quote(spec);
	g_string_append_printf(out, " \\\n\t\t\t%s", quoted);
}

static void zsh_command(GString *out, const struct command *command)
{
	static const char *const WORDS[] = {
		[WORDS_NONE] = "",
		[WORDS_WHAT] = " \\\n\t\t\t'1:session:{_ebpf_ai_monitor_names project id tmux}'",
		[WORDS_PROGRAM] = " \\\n\t\t\t'*::program:_normal'",
		[WORDS_SHELL] = " \\\n\t\t\t'1:shell:(bash fish zsh)'",
	};

	g_string_append_printf(out, "\t%s)\n\t\t_arguments", command->name);
	for (int i = 0; i < _OPTION_MAX; i++)
		if (has_option(command, (enum option)i))
			zsh_option(out, (enum option)i);
	g_string_append_printf(out, "%s\n\t\t;;\n", WORDS[command->words]);
}

static char *zsh_text(const struct command *commands)
{
	GString *out = g_string_new(ZSH_HEAD);

	for (const struct command *c = commands; c->name; c++) {
		g_autofree char *line = g_strdup_printf("%s:%s", c->name, c->help);
		g_autofree char *quoted = g_shell_quote(line);

		g_string_append_printf(out, "\t\t%s\n", quoted);
	}
	g_string_append(out,
		"\t)\n\tif ((CURRENT == 2)); then\n"
		"\t\t_describe command commands\n\t\treturn\n\tfi\n"
		"\tshift words\n\t((CURRENT--))\n\tcase $words[1] in\n");
	for (const struct command *c = commands; c->name; c++)
		zsh_command(out, c);
	g_string_append(out, "\tesac\n}\n_ebpf_ai_monitor \"$@\"\n");
	return g_string_free(out, FALSE);
}

char *completion_text(const struct command *commands, const char *shell)
{
	static const struct {
		const char *shell;
		char *(*text)(const struct command *commands);
	} SHELLS[] = {{"bash", bash_text}, {"fish", fish_text}, {"zsh", zsh_text}};

	for (gsize i = 0; i < G_N_ELEMENTS(SHELLS); i++)
		if (strcmp(SHELLS[i].shell, shell) == 0)
			return SHELLS[i].text(commands);
	return NULL;
}
