/* SPDX-License-Identifier: MIT */
#include "collector/identify.h"

#include "collector/interpreter.h"
#include "collector/words.h"

#include <stdio.h>
#include <string.h>

/* Where folders are called by the package they hold: npm and its like, pipx, uv. */
static const char *const PACKAGE_PLACES[] = {"/node_modules/", "/pipx/venvs/", "/uv/tools/"};

/* Modes of agents that serve a program, not a person, and what their scripts are called. */
static const char SERVER_COMMANDS[] = "acp app-server gateway mcp mcp-server serve web";
static const char SERVER_OPTIONS[] =
	"--acp --bg-pty-host --bg-spare --chrome-native-host --experimental-acp --headless "
	"--input-format=stream-json --managed-daemon --mode=rpc --server";
static const char *const SERVER_SCRIPTS[] = {"daemon", "server", "worker"};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* ".../claude/versions/2.1.37": a native build kept by its version. */
static const struct agent_name *find_by_version(const struct names *names, const char *path)
{
	const char *at = strstr(path, "/versions/");
	int len = 0;

	if (!at)
		return NULL;
	(void)sscanf(at, "/versions/%*u.%*u.%*u%n", &len);
	if (len == 0 || at[len] != '\0')
		return NULL;
	for (size_t i = 0; i < names->count; i++) {
		size_t n = strlen(names->entries[i].name);

		if ((size_t)(at - path) > n && *(at - n - 1) == '/' &&
			strncmp(at - n, names->entries[i].name, n) == 0)
			return &names->entries[i];
	}
	return NULL;
}

/* The package PATH belongs to, the innermost: packages hold others. Its length; 0: none. */
static size_t find_package(const char *path, const char **ret)
{
	const char *package = NULL;
	size_t scope;

	for (size_t i = 0; i < COUNT(PACKAGE_PLACES); i++) {
		const char *at = path;

		while ((at = strstr(at, PACKAGE_PLACES[i]))) {
			at += strlen(PACKAGE_PLACES[i]) - 1;
			if (!package || at >= package)
				package = at + 1;
		}
	}
	if (!package || *package == '.') /* ".bin", ".pnpm" */
		return 0;
	*ret = package;
	scope = *package == '@' && strchr(package, '/') ? strcspn(package, "/") + 1 : 0;
	return scope + strcspn(package + scope, "/");
}

/* PACKAGE, LEN bytes of it, is one of AGENT's, or what one of them is made of for this system. */
static bool has_package(const struct agent_name *agent, const char *package, size_t len)
{
	static const char SYSTEM[] = "-linux";
	const char *list = agent->packages, *word;
	size_t n;

	if (!list) { /* not of the table: the package is thought to be called as its program is */
		const char *slash = memchr(package, '/', len);
		size_t scope = slash ? (size_t)(slash + 1 - package) : 0;

		return strlen(agent->name) == len - scope &&
			strncmp(package + scope, agent->name, len - scope) == 0;
	}
	while ((word = words_next(&list, &n)))
		if (len >= n && strncmp(package, word, n) == 0 &&
			(len == n || strncmp(package + n, SYSTEM, sizeof(SYSTEM) - 1) == 0))
			return true;
	return false;
}

/* Whether PATH is installed as a package, and then whether as one of AGENT's. */
static bool is_in_package(const char *path, const struct agent_name *agent, bool *ret_own)
{
	const char *package;
	size_t len = find_package(path, &package);

	*ret_own = len > 0 && has_package(agent, package, len);
	return len > 0;
}

static const struct agent_name *find_by_package(const struct names *names, const char *path)
{
	const char *package;
	size_t len = find_package(path, &package);

	for (size_t i = 0; i < names->count; i++)
		if (len > 0 && has_package(&names->entries[i], package, len))
			return &names->entries[i];
	return NULL;
}

/* PATH is a file that runs, or is run by INTERPRETER (else NULL). False where it is known to be no
 * agent, whatever else may say so. */
static bool identify_file(
	const struct names *names, const char *path, const char *interpreter, struct identity *ret)
{
	const struct agent_name *agent = names_find_file(names, base_name(path));
	bool own = false, foreign;

	if (!agent)
		agent = find_by_version(names, path);
	if (!agent)
		return true;
	foreign = is_in_package(path, agent, &own) && !own;
	if (!own && interpreter)
		(void)is_in_package(interpreter, agent, &own);
	if (agent->common && foreign)
		return false;
	ret->agent = agent;
	ret->candidate = agent->common && !own;
	return true;
}

static bool is_server_script(const char *base)
{
	size_t len = strcspn(base, ".");

	for (size_t i = 0; i < COUNT(SERVER_SCRIPTS); i++) {
		size_t n = strlen(SERVER_SCRIPTS[i]);

		if (len >= n && strncmp(base + len - n, SERVER_SCRIPTS[i], n) == 0)
			return true;
	}
	return false;
}

/* By its arguments: the file that runs, or the script that an interpreter does. */
static bool identify_args(
	const struct names *names, const struct args *args, size_t script, struct identity *ret)
{
	const char *path = args->arg[script];

	/* "npm exec @scope/name": a process that names itself has blanks instead of arguments. */
	if (script == 0)
		return (strchr(path, ' ') && !strchr("/.", path[0])) ||
			identify_file(names, path, NULL, ret);
	if (!identify_file(names, path, args->arg[0], ret))
		return false;
	if (!ret->agent && !is_server_script(base_name(path)))
		ret->agent = find_by_package(names, path);
	ret->interpreted = ret->agent != NULL;
	return true;
}

static bool is_server_option(const char *arg, const char *next)
{
	char pair[64];

	snprintf(pair, sizeof(pair), "%s=%s", arg, next);
	return words_hold(SERVER_OPTIONS, arg, strlen(arg)) ||
		words_hold(SERVER_OPTIONS, arg, strcspn(arg, "=")) ||
		words_hold(SERVER_OPTIONS, pair, strlen(pair));
}

static bool serves_no_person(const struct args *args, size_t first)
{
	bool command_seen = false;

	for (size_t i = first; i < args->count; i++) {
		const char *arg = args->arg[i];

		if (is_server_option(arg, i + 1 < args->count ? args->arg[i + 1] : ""))
			return true;
		if (arg[0] == '-' || command_seen)
			continue;
		command_seen = true;
		if (words_hold(SERVER_COMMANDS, arg, strlen(arg)))
			return true;
	}
	return false;
}

void identify(const struct names *names, const struct command *command, struct identity *ret)
{
	const struct interpreter *interpreter = NULL;
	struct args args;
	size_t script = 0;

	*ret = (struct identity){};
	args_split(command->args, command->args_len, &args);
	if (args.count > 0)
		interpreter = interpreter_find(base_name(args.arg[0]));
	if (interpreter)
		script = interpreter_script(interpreter, &args);
	if (args.count > 0 && (script || !interpreter) && !identify_args(names, &args, script, ret))
		return;
	if (!ret->agent) {
		ret->agent = names_find_comm(names, command->comm);
		ret->candidate = ret->agent && ret->agent->common;
	}
	if (serves_no_person(&args, script + 1))
		*ret = (struct identity){};
}
