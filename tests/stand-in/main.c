/* SPDX-License-Identifier: MIT */
#include "host.h"
#include "recording.h"
#include "script.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#define START_VARIABLE "STAND_IN_START"

struct options {
	struct recording recording;
	char *script;
	const char *truth;
	enum declare declare;
	bool print;
	bool status;
	bool host;
	bool show;
};

static const char usage[] =
	"stand-in: plays a terminal AI agent, under the name of its file (copy it to DIR/claude)\n"
	"  stand-in [OPTIONS]                       listens: type \"5 approve\", \"exit\", "
	"\"crash\"\n"
	"  stand-in [OPTIONS] -e 'CMD; CMD'         runs commands\n"
	"  stand-in [OPTIONS] --script FILE         the same from a file\n"
	"  stand-in [OPTIONS] --trace FILE.tsv      plays a recorded terminal\n"
	"  stand-in --host [--trace FILE.tsv] -- PROGRAM [ARG]...\n"
	"                                           runs PROGRAM on a bare terminal; types stdin,\n"
	"                                           or the recording's input at its time\n"
	"  --declare none|title|state  say what it does by title as Claude, or by OSC 7501\n"
	"  --status  write it into $CLAUDE_CONFIG_DIR/sessions/PID.json, as Claude Code does; "
	"\"shell\" in a line\n"
	"                              says that a command goes on\n"
	"  --from MS, --to MS          a stretch of the recording\n"
	"  --speed X                   faster or slower\n"
	"  --no-osc                    without what the recorded agent declared\n"
	"  --truth FILE                append each change of phase: monotonic ms, wall ms, phase, "
	"sub\n"
	"  -p                          print mode: no raw terminal, no input\n"
	"  --show                      host: copy what PROGRAM paints to stdout\n"
	"commands:\n";

enum {
	OPT_TRACE = 256,
	OPT_FROM,
	OPT_TO,
	OPT_SPEED,
	OPT_NO_OSC,
	OPT_TRUTH,
	OPT_SCRIPT,
	OPT_DECLARE,
	OPT_STATUS,
	OPT_HOST,
	OPT_SHOW,
	OPT_HELP,
};

static const struct option long_options[] = {
	{"trace", required_argument, NULL, OPT_TRACE},
	{"from", required_argument, NULL, OPT_FROM},
	{"to", required_argument, NULL, OPT_TO},
	{"speed", required_argument, NULL, OPT_SPEED},
	{"no-osc", no_argument, NULL, OPT_NO_OSC},
	{"truth", required_argument, NULL, OPT_TRUTH},
	{"script", required_argument, NULL, OPT_SCRIPT},
	{"declare", required_argument, NULL, OPT_DECLARE},
	{"status", no_argument, NULL, OPT_STATUS},
	{"host", no_argument, NULL, OPT_HOST},
	{"show", no_argument, NULL, OPT_SHOW},
	{"help", no_argument, NULL, OPT_HELP},
	{},
};

static _Noreturn void fail(const char *what, const char *why)
{
	fprintf(stderr, "stand-in: %s: %s\n", what, why);
	exit(2);
}

static char *read_file(const char *path)
{
	FILE *f = fopen(path, "re");
	char *text = NULL;
	size_t room = 0;

	if (!f)
		fail(path, strerror(errno));
	if (getdelim(&text, &room, '\0', f) < 0)
		text = strdup("");
	fclose(f);
	return text;
}

static double parse_number(const char *text)
{
	char *end;
	double n = strtod(text, &end);

	if (end == text || *end || n < 0)
		fail(text, "not a number from 0 up");
	return n;
}

static enum declare parse_declare(const char *word)
{
	if (strcmp(word, "title") == 0)
		return DECLARE_TITLE;
	if (strcmp(word, "state") == 0)
		return DECLARE_STATE;
	if (strcmp(word, "none") != 0)
		fail(word, "not a way to declare; none, title or state");
	return DECLARE_NONE;
}

static void take_option(struct options *o, int option)
{
	switch (option) {
	case OPT_TRACE:
		o->recording.path = optarg;
		break;
	case OPT_FROM:
		o->recording.from_ms = parse_number(optarg);
		break;
	case OPT_TO:
		o->recording.to_ms = parse_number(optarg);
		break;
	case OPT_SPEED:
		o->recording.speed = parse_number(optarg);
		break;
	case OPT_NO_OSC:
		o->recording.no_osc = true;
		break;
	case OPT_TRUTH:
		o->truth = optarg;
		break;
	case OPT_DECLARE:
		o->declare = parse_declare(optarg);
		break;
	case OPT_SCRIPT:
		o->script = read_file(optarg);
		break;
	case 'e':
		o->script = strdup(optarg);
		break;
	default:
		o->print |= option == 'p';
		o->status |= option == OPT_STATUS;
		o->host |= option == OPT_HOST;
		o->show |= option == OPT_SHOW;
	}
}

static void parse(struct options *o, int argc, char *argv[])
{
	int option;

	while ((option = getopt_long(argc, argv, "+e:p", long_options, NULL)) != -1) {
		if (option == '?')
			exit(2);
		if (option == OPT_HELP) {
			fputs(usage, stdout);
			script_help(stdout);
			exit(0);
		}
		take_option(o, option);
	}
	if (o->host ? optind == argc : optind != argc)
		fail(o->host ? "--host" : argv[optind],
			o->host ? "needs a program to run"
				: "unexpected; --help shows the options");
	if (o->recording.speed <= 0)
		fail("--speed", "not above 0");
}

/* Host and player of one recording count from the same moment. */
static void agree_on_start(struct recording *r, bool host)
{
	const char *given = getenv(START_VARIABLE);
	char text[32];

	r->start = given && !host ? strtoll(given, NULL, 10) : clock_ns() + 200 * NS_PER_MS;
	snprintf(text, sizeof(text), "%lld", (long long)r->start);
	if (host)
		setenv(START_VARIABLE, text, 1);
}

static void perform(struct options *o, struct stage *s)
{
	char listen[] = "turn; loop";
	const char *bad = "";
	int r;

	if (!o->print)
		terminal_raw(s->terminal);
	if (o->recording.path) {
		r = recording_play(&o->recording, s);
		if (r < 0) {
			terminal_cooked(s->terminal);
			fail(o->recording.path, strerror(-r));
		}
	} else if (script_run(s, o->script ? o->script : listen, &bad) < 0) {
		terminal_cooked(s->terminal);
		fail(bad, "no command; --help lists them");
	}
	stage_exit(s, 0);
}

int main(int argc, char *argv[])
{
	struct options o = {.recording.speed = 1};
	struct terminal terminal;
	struct stage stage = {.terminal = &terminal, .phase = "starting", .sub = "exec"};
	int r = 0;

	parse(&o, argc, argv);
	agree_on_start(&o.recording, o.host);
	if (o.host) {
		r = host_run(argv + optind, o.recording.path ? &o.recording : NULL, o.show);
		if (r < 0)
			fail(o.recording.path ? o.recording.path : argv[optind], strerror(-r));
		return r;
	}
	stage.declare = o.declare;
	stage.writes_status = o.status;
	stage.name = strrchr(argv[0], '/') ? strrchr(argv[0], '/') + 1 : argv[0];
	if (o.truth && !(stage.truth = fopen(o.truth, "ae")))
		fail(o.truth, strerror(errno));
	if (o.print)
		terminal_open_print(&terminal);
	else if ((r = terminal_open(&terminal)) < 0)
		fail("no terminal on stdin", "run it on one, or with -p, or under --host");
	perform(&o, &stage);
}
