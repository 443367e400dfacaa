/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_OPTION_H
#define AGENT_CLI_OPTION_H

#include <glib.h>

/* All options of all commands, one table, and what was given of them. Pure. */

enum option {
	OPTION_JSON,
	OPTION_PRETTY,
	OPTION_NO_LEGEND,
	OPTION_FORMAT,
	OPTION_COUNT,
	OPTION_STATE,
	OPTION_AGENT,
	OPTION_PROJECT,
	OPTION_PRINT,
	OPTION_SINCE,
	OPTION_UNTIL,
	OPTION_TIMEOUT,
	OPTION_FOR,
	OPTION_ALL,
	OPTION_BAR,
	OPTION_SOCKET,
	OPTION_HELP,
	_OPTION_MAX,
};

#define OPTION(name) (1u << OPTION_##name)

/* What may follow an option. */
enum option_words {
	OPTION_WORDS_NONE, /* it is a switch */
	OPTION_WORDS_TEXT,
	OPTION_WORDS_FILE,
	OPTION_WORDS_STATE,
	OPTION_WORDS_UNTIL,
	OPTION_WORDS_BAR,
	OPTION_WORDS_AGENT,
	OPTION_WORDS_PROJECT,
};

/* A command line. Options that were not given are 0. */
struct request {
	gboolean json, pretty, no_legend, count, print, all, help;
	char *format;
	char *since;   /* a length of time, back from now */
	char *timeout; /* another */
	char *length;  /* one more */
	char **bar;    /* which is meant, the first of these */
	char *socket;  /* where the collector serves */
	char **states, **agents, **projects, **until;
	char **words; /* the rest */
};

void request_finish(struct request *request);

extern const struct option_row {
	const char *name;
	enum option_words words;
	GOptionArg arg;
	const char *arg_name;
	gsize offset; /* in a request */
	const char *help;
} OPTIONS[_OPTION_MAX];

/* For a parser of GLib's, of those that OPTIONS has; valid as long as REQUEST. The caller frees. */
GOptionEntry *option_entries(guint options, struct request *request);

/* The words that may follow, ending with NULL; NULL where it is not for the table to say. */
const char *const *option_values(enum option_words words);

/* FALSE where a value can't be. */
gboolean option_check(const struct request *request, GError **error);

#endif
