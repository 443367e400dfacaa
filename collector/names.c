/* SPDX-License-Identifier: MIT */
#include "collector/names.h"

#include "collector/interpreter.h"
#include "collector/words.h"
#include "proto/agents.h"

#include <ctype.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* What stands around a name in the files it is installed as: by Nix wrappers (makeWrapper; the
 * underscore where a wrapper wraps a wrapper), by npm, as native build; the dot is of one beside its
 * launcher (Kilo 7.7, OpenCode's forks). */
static const struct form {
	const char *before;
	const char *after;
} FORMS[] = {
	{"", ""},
	{".", "-wrapped"},
	{".", "-wrapped_"},
	{".", "-unwrapped"},
	{".", ""},
	{"", ".exe"},
	{"", "-raw"},
	{"", ".js"},
	{"", ".mjs"},
	{"", ".cjs"},
	{"", ".py"},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct agent_name *find_name(struct names *names, const char *name, size_t len)
{
	for (size_t i = 0; i < names->count; i++) {
		struct agent_name *entry = &names->entries[i];

		if (strlen(entry->name) == len && strncmp(entry->name, name, len) == 0)
			return entry;
	}
	return NULL;
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
	size_t name_len = strcspn(spec, "=");
	const char *source = spec[name_len] ? spec + name_len + 1 : NULL;
	struct agent_name *entry;

	if (!is_name(spec, name_len) || (source && !is_name(source, strlen(source))))
		return -EINVAL;
	entry = find_name(names, spec, name_len);
	if (!entry) {
		if (names->count == NAMES_MAX)
			return -ENOSPC;
		entry = &names->entries[names->count++];
		*entry = (struct agent_name){};
		snprintf(entry->name, sizeof(entry->name), "%.*s", (int)name_len, spec);
		memcpy(entry->source, entry->name, sizeof(entry->source));
	}
	if (source)
		snprintf(entry->source, sizeof(entry->source), "%s", source);
	entry->common = false;
	return 0;
}

static void add_known(struct names *names, const struct agent *agent)
{
	const char *list = agent->names, *word, *process = agent->process;
	size_t len;

	while ((word = words_next(&list, &len))) {
		struct agent_name *entry = &names->entries[names->count++];

		*entry = (struct agent_name){
			.packages = agent->packages ? agent->packages : "",
			.process = process,
			.common = word[len - 1] == '*',
		};
		snprintf(
			entry->name, sizeof(entry->name), "%.*s", (int)(len - entry->common), word);
		snprintf(entry->source, sizeof(entry->source), "%s", agent->source);
		process = NULL;
	}
}

void names_init_default(struct names *names)
{
	names->count = 0;
	for (size_t i = 0; i < AGENT_COUNT; i++)
		add_known(names, &AGENTS[i]);
}

/* *AT begins with PART, or with what of it is left in a text cut after *LEFT bytes. */
static bool take(const char **at, size_t *left, const char *part)
{
	size_t len = strnlen(part, *left);

	if (strncmp(*at, part, len) != 0)
		return false;
	*at += len;
	*left -= len;
	return true;
}

/* LIMIT: longer names were cut to this length, as the kernel cuts comm. */
static const struct agent_name *find_cut(const struct names *names, const char *base, size_t limit)
{
	for (size_t i = 0; i < names->count * COUNT(FORMS); i++) {
		const struct agent_name *entry = &names->entries[i / COUNT(FORMS)];
		const struct form *form = &FORMS[i % COUNT(FORMS)];
		const char *at = base;
		size_t left = limit;

		if (take(&at, &left, form->before) && take(&at, &left, entry->name) &&
			take(&at, &left, form->after) && *at == '\0')
			return entry;
	}
	return NULL;
}

const struct agent_name *names_find_file(const struct names *names, const char *base)
{
	return find_cut(names, base, SIZE_MAX);
}

const struct agent_name *names_find_comm(const struct names *names, const char *comm)
{
	for (size_t i = 0; i < names->count; i++) {
		const char *process = names->entries[i].process;

		if (process && strncmp(process, comm, NAMES_COMM - 1) == 0)
			return &names->entries[i];
	}
	return find_cut(names, comm, NAMES_COMM - 1);
}

typedef int (*each_comm_fn)(void *data, const char comm[NAMES_COMM], bool interpreter);

/* The first SIZE bytes of NAME, cut as comm is. */
static int tell(each_comm_fn each, void *data, const char *name, size_t size, bool interpreter)
{
	char comm[NAMES_COMM] = {};

	memcpy(comm, name, strnlen(name, size < NAMES_COMM - 1 ? size : NAMES_COMM - 1));
	return each(data, comm, interpreter);
}

static int tell_interpreters(each_comm_fn each, void *data)
{
	for (size_t i = 0; i < INTERPRETER_COUNT; i++) {
		const char *list = INTERPRETERS[i].names, *word;
		size_t len;
		int r = 0;

		while (!INTERPRETERS[i].shell && r >= 0 && (word = words_next(&list, &len)))
			r = tell(each, data, word, len, true);
		if (r < 0)
			return r;
	}
	return 0;
}

static int tell_name(each_comm_fn each, void *data, const struct agent_name *entry)
{
	char text[NAMES_TEXT + 16];

	for (size_t i = 0; i < COUNT(FORMS); i++) {
		int r;

		snprintf(
			text, sizeof(text), "%s%s%s", FORMS[i].before, entry->name, FORMS[i].after);
		r = tell(each, data, text, sizeof(text), false);
		if (r < 0)
			return r;
	}
	return entry->process ? tell(each, data, entry->process, SIZE_MAX, false) : 0;
}

int names_each_comm(const struct names *names, each_comm_fn each, void *data)
{
	int r = tell_interpreters(each, data);

	for (size_t i = 0; i < names->count && r >= 0; i++)
		r = tell_name(each, data, &names->entries[i]);
	return r;
}
