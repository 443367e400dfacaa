/* SPDX-License-Identifier: MIT */
#include "collector/options.h"

#include "collector/names-file.h"

#include <errno.h>
#include <getopt.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define THRESHOLD_MIN_MS 100
#define THRESHOLD_MAX_MS 60000

/* Each takes the value of its option; 0 or -EINVAL. */
typedef int (*apply_fn)(struct options *options, const char *value);

static int apply_socket(struct options *options, const char *value)
{
	if (value[0] != '/' && value[0] != '.')
		return -EINVAL;
	options->socket = value;
	return 0;
}

static int apply_agents(struct options *options, const char *value)
{
	if (!strchr(value, '/'))
		return -EINVAL;
	options->agents = value;
	return 0;
}

static int apply_only_process(struct options *options, const char *value)
{
	options->only_process = true;
	return 0;
}

static int apply_process(struct options *options, const char *value)
{
	return names_add(&options->names, value);
}

static int parse_number(const char *text, unsigned long min, unsigned long max, unsigned long *ret)
{
	char *end;
	unsigned long value;

	errno = 0;
	value = strtoul(text, &end, 10);
	if (errno || end == text || *end || text[0] < '0' || text[0] > '9' || value < min ||
		value > max)
		return -EINVAL;
	*ret = value;
	return 0;
}

static int apply_threshold(struct options *options, const char *value)
{
	unsigned long ms;

	if (parse_number(value, THRESHOLD_MIN_MS, THRESHOLD_MAX_MS, &ms) < 0)
		return -EINVAL;
	options->threshold_ms = (unsigned int)ms;
	return 0;
}

static int apply_probe(struct options *options, const char *value)
{
	return probe_way_parse(value, &options->way);
}

static int apply_no_osc(struct options *options, const char *value)
{
	options->osc = false;
	return 0;
}

static int apply_no_cursor(struct options *options, const char *value)
{
	options->cursor = false;
	return 0;
}

static int apply_user(struct options *options, const char *value)
{
	unsigned long uid;

	if (parse_number(value, 0, (uid_t)-2, &uid) < 0) {
		const struct passwd *user = getpwnam(value);

		if (!user)
			return -EINVAL;
		uid = user->pw_uid;
	}
	if (options->user_count == OPTIONS_USERS_MAX)
		return -EINVAL;
	options->users[options->user_count++] = (uid_t)uid;
	return 0;
}

static int apply_log_level(struct options *options, const char *value)
{
	return log_level_parse(value, &options->log_level);
}

static int print_version(struct options *options, const char *value)
{
	puts("ebpf-ai-monitor-collector " VERSION);
	return OPTIONS_E_DONE;
}

static int print_help(struct options *options, const char *value);

#define TEXT_OF_(value) #value
#define TEXT_OF(value)  TEXT_OF_(value)
#define WANTED_NAME                                                                     \
	"a file name of less than " TEXT_OF(NAMES_TEXT) " printable "                   \
							"characters, at most " TEXT_OF( \
								NAMES_MAX) " with those known"

/* The one place an option and its default are written down. */
static const struct row {
	const char *name;
	const char *argument; /* NULL: takes none */
	const char *standard; /* its default, for --help */
	apply_fn apply;
	const char *help;
	const char *wants; /* what a value must be, for errors */
} ROWS[] = {
	{"socket", "PATH", SOCKET_PATH, apply_socket,
		"serve events there, unless started by socket activation", "a path with a /"},
	{"process", "NAME[=SOURCE]", NULL, apply_process,
		"also watch agents called NAME, shown as SOURCE; repeatable", WANTED_NAME},
	{"agents", "PATH", AGENTS_PATH, apply_agents,
		"also watch the agents named there, one NAME[=SOURCE] a line", "a path with a /"},
	{"only-process", NULL, NULL, apply_only_process,
		"watch only the agents given by --process, not the ones known", NULL},
	{"wait-threshold", "MS", "1000", apply_threshold,
		"how long a rest must last to count as waiting, 100 to 60000",
		"a number of milliseconds, 100 to 60000"},
	{"probe", "auto|tty|syscall", "auto", apply_probe, "how to see terminal input and output",
		"auto, tty or syscall"},
	{"no-osc", NULL, NULL, apply_no_osc,
		"do not look for states and titles that agents send their terminal", NULL},
	{"no-cursor", NULL, NULL, apply_no_cursor,
		"do not look whether agents show or hide their terminal's cursor", NULL},
	{"user", "NAME|UID", NULL, apply_user, "watch only this user's agents; repeatable",
		"the name or number of a user there is, at most 64 of them"},
	{"log-level", "error|warning|info|debug", "info", apply_log_level, "how much to log",
		"error, warning, info or debug"},
	{"version", NULL, NULL, print_version, "print the version", NULL},
	{"help", NULL, NULL, print_help, "print this help", NULL},
};

#define ROW_COUNT (sizeof(ROWS) / sizeof(ROWS[0]))

static int print_help(struct options *options, const char *value)
{
	printf("Usage: ebpf-ai-monitor-collector [OPTION]...\n"
	       "Tells over a socket what terminal AI agents do, seen from the kernel.\n\n");
	for (size_t i = 0; i < ROW_COUNT; i++) {
		char left[64];

		snprintf(left, sizeof(left), "--%s%s%s", ROWS[i].name, ROWS[i].argument ? " " : "",
			ROWS[i].argument ? ROWS[i].argument : "");
		printf("  %-36s %s", left, ROWS[i].help);
		if (ROWS[i].standard)
			printf(" (default %s)", ROWS[i].standard);
		putchar('\n');
	}
	return OPTIONS_E_DONE;
}

static int refuse(const char *format, const char *what, const char *wants)
{
	fprintf(stderr, "ebpf-ai-monitor-collector: ");
	fprintf(stderr, format, what, wants);
	fputc('\n', stderr);
	return -EINVAL;
}

static int apply_row(const struct row *row, struct options *options, const char *value)
{
	int r;

	r = row->apply(options, value);
	if (r < 0) {
		char what[256];

		snprintf(what, sizeof(what), "--%s %s", row->name, value);
		return refuse("%s is not usable: give %s", what, row->wants);
	}
	return r;
}

/* What decides which names the others add to. */
static bool is_first(const struct row *row)
{
	return row->apply == apply_agents || row->apply == apply_only_process;
}

/* Of the first pass mistakes are told by the second. */
static int parse_all(
	int argc, char **argv, const struct option *longs, bool first, struct options *options)
{
	int c, index;

	opterr = 0;
	optind = 1;
	while ((c = getopt_long(argc, argv, ":", longs, &index)) != -1) {
		int r;

		if (c == ':' && !first)
			return refuse("%s needs a value: %s", argv[optind - 1], "see --help");
		if (c == '?' && !first)
			return refuse("%s is no option: %s", argv[optind - 1], "see --help");
		if (c == ':' || c == '?' || is_first(&ROWS[index]) != first)
			continue;
		r = apply_row(&ROWS[index], options, optarg);
		if (r != 0)
			return r;
	}
	return 0;
}

static int check_rest(int argc, char **argv, const struct options *options)
{
	if (optind < argc)
		return refuse("%s is one argument too many: %s", argv[optind], "see --help");
	if (options->names.count == 0)
		return refuse("%s leaves nothing to watch: %s", "--only-process",
			"give at least one --process NAME with it");
	return 0;
}

/* READ is what came of reading the file. There need not be one, but where it was asked for. */
static int check_agents(const struct options *options, int read)
{
	char what[256];

	if (read == -ENOENT && strcmp(options->agents, AGENTS_PATH) == 0)
		return 0;
	if (read < 0) {
		snprintf(what, sizeof(what), "%s cannot be read (%s)", options->agents,
			strerror(-read));
		return refuse("%s: %s", what, "make it a file that everybody may read");
	}
	snprintf(what, sizeof(what), "line %d of %s", read, options->agents);
	return read == 0 ? 0 : refuse("%s is not usable: give %s", what, WANTED_NAME);
}

static int parse_names_and_all(
	int argc, char **argv, const struct option *longs, struct options *options)
{
	int read = 0, r = parse_all(argc, argv, longs, true, options);

	if (r < 0)
		return r;
	if (!options->only_process) {
		names_init_default(&options->names);
		read = names_file_read(options->agents, &options->names);
	}
	r = parse_all(argc, argv, longs, false, options);
	if (r == 0)
		r = check_agents(options, read);
	return r == 0 ? check_rest(argc, argv, options) : r;
}

int options_parse(int argc, char **argv, struct options *ret)
{
	struct option longs[ROW_COUNT + 1] = {};
	struct options options = {
		.socket = SOCKET_PATH,
		.osc = true,
		.cursor = true,
		.way = PROBE_AUTO,
		.log_level = LOG_LEVEL_INFO,
	};
	int r;

	for (size_t i = 0; i < ROW_COUNT; i++) {
		longs[i].name = ROWS[i].name;
		longs[i].has_arg = ROWS[i].argument ? required_argument : no_argument;
		if (ROWS[i].standard && ROWS[i].apply(&options, ROWS[i].standard) < 0)
			return refuse("the default of --%s is not usable: %s", ROWS[i].name,
				"this is a fault of the build");
	}
	r = parse_names_and_all(argc, argv, longs, &options);
	if (r == 0)
		*ret = options;
	return r;
}

bool options_watch_user(const struct options *options, uid_t uid)
{
	for (size_t i = 0; i < options->user_count; i++)
		if (options->users[i] == uid)
			return true;
	return options->user_count == 0;
}
