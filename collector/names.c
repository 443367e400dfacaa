/* SPDX-License-Identifier: MIT */
#include "collector/names.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *const DEFAULTS[] = {
	"claude=claude-code",
	"codex",
	"gemini",
	"opencode",
	"copilot",
	"qwen",
	"aider",
	"goose",
	"amp",
	"crush",
	"cursor-agent",
};

/* File names an agent is installed under: by Nix wrappers (makeWrapper; the underscore where a
 * wrapper wraps a wrapper), by npm, as native build. */
static const char *const FORMS[] = {
	"%s",
	".%s-wrapped",
	".%s-wrapped_",
	".%s-unwrapped",
	"%s.exe",
	"%s-raw",
	"%s.js",
	"%s.mjs",
	"%s.cjs",
	"%s.py",
};

static const char *const INTERPRETERS[] = {
	"node",
	"nodejs",
	"bun",
	"deno",
	"python",
	"python3",
	"ruby",
};

/* Shells run on terminals all the time. One that runs an agent's script by way of its first line
 * starts under the script's name, so the kernel need not tell of shells. */
static const char *const SHELLS[] = {"sh", "bash", "dash", "zsh"};

/* Interpreter options whose value is the next argument. */
static const char *const OPTIONS_WITH_VALUE[] = {
	"-r",
	"--require",
	"--import",
	"--loader",
	"-W",
	"-X",
	"--title",
};

/* Modes of agents that serve a program, not a person. */
static const char *const SERVER_COMMANDS[] = {"app-server", "mcp", "mcp-server", "acp", "serve"};
static const char *const SERVER_OPTIONS[] = {
	"--chrome-native-host",
	"--managed-daemon",
	"--acp",
	"--experimental-acp",
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool is_one_of(const char *text, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(text, list[i]) == 0)
			return true;
	return false;
}

static bool is_interpreter(const char *base)
{
	return is_one_of(base, INTERPRETERS, COUNT(INTERPRETERS)) ||
		is_one_of(base, SHELLS, COUNT(SHELLS)) || strncmp(base, "python3.", 8) == 0;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

void names_init_default(struct names *names)
{
	names->count = 0;
	for (size_t i = 0; i < COUNT(DEFAULTS); i++)
		(void)names_add(names, DEFAULTS[i]);
}

static bool is_name(const char *text, size_t len)
{
	if (len == 0 || len >= NAMES_TEXT)
		return false;
	for (size_t i = 0; i < len; i++)
		if (!isgraph((unsigned char)text[i]) || text[i] == '/' || text[i] == '%')
			return false;
	return true;
}

int names_add(struct names *names, const char *spec)
{
	size_t name_len = strcspn(spec, "="), i;
	const char *source = spec[name_len] ? spec + name_len + 1 : spec;
	size_t source_len = spec[name_len] ? strlen(source) : name_len;
	struct agent_name *entry;

	if (!is_name(spec, name_len) || !is_name(source, source_len))
		return -EINVAL;
	for (i = 0; i < names->count; i++)
		if (strlen(names->entries[i].name) == name_len &&
			strncmp(names->entries[i].name, spec, name_len) == 0)
			break;
	if (i == NAMES_MAX)
		return -ENOSPC;
	if (i == names->count)
		names->count++;
	entry = &names->entries[i];
	snprintf(entry->name, sizeof(entry->name), "%.*s", (int)name_len, spec);
	snprintf(entry->source, sizeof(entry->source), "%.*s", (int)source_len, source);
	return 0;
}

/* LIMIT: longer names were cut to this length, as the kernel cuts comm. */
static const struct agent_name *find_by_file(
	const struct names *names, const char *base, size_t limit)
{
	for (size_t i = 0; i < names->count; i++) {
		for (size_t f = 0; f < COUNT(FORMS); f++) {
			char form[NAMES_TEXT + 16];

			snprintf(form, sizeof(form), FORMS[f], names->entries[i].name);
			if (limit && strlen(form) > limit)
				form[limit] = '\0';
			if (strcmp(form, base) == 0)
				return &names->entries[i];
		}
	}
	return NULL;
}

/* The package folder of "…/node_modules/@google/gemini-cli/dist/index.js" names gemini. */
static const struct agent_name *find_by_package(const struct names *names, const char *path)
{
	const char *package = strstr(path, "/node_modules/");
	size_t len;

	if (!package)
		return NULL;
	package += strlen("/node_modules/");
	if (*package == '@' && strchr(package, '/'))
		package = strchr(package, '/') + 1;
	len = strcspn(package, "/");
	for (size_t i = 0; i < names->count; i++) {
		const char *name = names->entries[i].name;
		size_t n = strlen(name);

		if (len >= n && strncmp(package, name, n) == 0 &&
			(len == n || (len == n + 4 && strncmp(package + n, "-cli", 4) == 0) ||
				(len == n + 5 && strncmp(package + n, "-code", 5) == 0)))
			return &names->entries[i];
	}
	return NULL;
}

struct args {
	const char *arg[NAMES_ARG_MAX];
	size_t count;
};

static void args_split(const struct command *command, struct args *ret)
{
	const char *at = command->args, *end = command->args + command->args_len;

	ret->count = 0;
	while (at < end && ret->count < NAMES_ARG_MAX) {
		const char *nul = memchr(at, '\0', (size_t)(end - at));

		if (!nul)
			return;
		ret->arg[ret->count++] = at;
		at = nul + 1;
	}
}

/* The script or module an interpreter was told to run; its index, or 0. */
static size_t script_index(const struct args *args)
{
	for (size_t i = 1; i < args->count; i++) {
		const char *arg = args->arg[i];

		if (strcmp(arg, "-m") == 0)
			return i + 1 < args->count ? i + 1 : 0;
		if (is_one_of(arg, OPTIONS_WITH_VALUE, COUNT(OPTIONS_WITH_VALUE)))
			i++;
		else if (arg[0] != '-' && strcmp(arg, "run") != 0)
			return i;
	}
	return 0;
}

static bool serves_no_person(const struct args *args, size_t first)
{
	bool command_seen = false;

	for (size_t i = first; i < args->count; i++) {
		const char *arg = args->arg[i];

		if (is_one_of(arg, SERVER_OPTIONS, COUNT(SERVER_OPTIONS)))
			return true;
		if (arg[0] == '-' || command_seen)
			continue;
		command_seen = true;
		if (is_one_of(arg, SERVER_COMMANDS, COUNT(SERVER_COMMANDS)))
			return true;
	}
	return false;
}

const struct agent_name *names_identify(
	const struct names *names, const struct command *command, bool *ret_interpreted)
{
	const struct agent_name *agent = NULL;
	struct args args;
	size_t script = 0;

	args_split(command, &args);
	if (args.count > 0 && is_interpreter(base_name(args.arg[0]))) {
		script = script_index(&args);
		if (script)
			agent = find_by_file(names, base_name(args.arg[script]), 0);
		if (script && !agent)
			agent = find_by_package(names, args.arg[script]);
	} else if (args.count > 0) {
		agent = find_by_file(names, base_name(args.arg[0]), 0);
	}
	*ret_interpreted = agent != NULL && script != 0;
	if (!agent)
		agent = find_by_file(names, command->comm, NAMES_COMM - 1);
	if (!agent || serves_no_person(&args, script + 1))
		return NULL;
	return agent;
}

static void comm_cut(const char *name, char comm[NAMES_COMM])
{
	memset(comm, 0, NAMES_COMM);
	memcpy(comm, name, strnlen(name, NAMES_COMM - 1));
}

int names_each_comm(const struct names *names,
	int (*each)(void *data, const char comm[NAMES_COMM], bool interpreter), void *data)
{
	char form[NAMES_TEXT + 16], comm[NAMES_COMM];
	int r;

	for (size_t i = 0; i < COUNT(INTERPRETERS); i++) {
		comm_cut(INTERPRETERS[i], comm);
		r = each(data, comm, true);
		if (r < 0)
			return r;
	}
	for (size_t i = 0; i < names->count * COUNT(FORMS); i++) {
		snprintf(form, sizeof(form), FORMS[i % COUNT(FORMS)],
			names->entries[i / COUNT(FORMS)].name);
		comm_cut(form, comm);
		r = each(data, comm, false);
		if (r < 0)
			return r;
	}
	return 0;
}
