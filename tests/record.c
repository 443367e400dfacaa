/* SPDX-License-Identifier: MIT */
#include "record.h"
#include "trace.h"

#include "record.skel.h"

#include <errno.h>
#include <getopt.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define MS           1000000ULL
#define LOOK_MS      50
#define LINE_MAX_LEN 160

static const char HELP[] =
	"Usage: record [--truth FILE] -o TRACE -- COMMAND [ARGUMENT]...\n"
	"       record [--truth FILE] -o TRACE --pid PID\n"
	"Records what an agent does on its terminal, as replay-trace reads it: sizes, times and\n"
	"declared states, whether the cursor is shown; nothing that is typed or shown. Needs "
	"root.\n"
	"\n"
	"  -o TRACE       write the recording there, at the end\n"
	"  --pid PID      record the terminal of a process that runs, until it ends or q is "
	"pressed;\n"
	"                 from another terminal than its own\n"
	"  --truth FILE   what was really the case: lines of monotonic ms, wall ms, phase and "
	"why,\n"
	"                 separated by tabs; may be written to meanwhile\n"
	"  --help         print this help\n"
	"\n"
	"Phases are starting, working, waiting, stopped, exited and unknown. With --pid, a key\n"
	"pressed here says what is the case from now on:\n"
	"  w works        i idle: its turn is over      a asks for approval    t the user types\n"
	"  s stopped      u unknown, is not judged      q end the recording\n";

static const struct key {
	char key;
	const char *phase, *why;
} KEYS[] = {
	{'w', "working", "key"},
	{'i', "waiting", "idle"},
	{'a', "waiting", "approval"},
	{'t', "waiting", "typing"},
	{'s', "stopped", "key"},
	{'u', "unknown", "key"},
};

struct line {
	uint64_t at_ns;
	size_t order;
	char *text; /* all but the time */
};

struct recorder {
	const char *out, *truth;
	char **command;
	pid_t pid;
	dev_t device;
	uint64_t begin_ns;
	uint32_t cursor; /* enum terminal_cursor */
	struct line *lines;
	size_t count, room;
};

static volatile sig_atomic_t asked_to_end;
static struct termios terminal_before;

static void on_signal(int sig)
{
	asked_to_end = 1;
}

static void restore_terminal(void)
{
	tcsetattr(STDIN_FILENO, TCSANOW, &terminal_before);
}

static _Noreturn void fail(const char *what, const char *why)
{
	fprintf(stderr, "record: %s: %s\n", what, why);
	exit(EXIT_FAILURE);
}

static uint64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000 * MS + (uint64_t)t.tv_nsec;
}

static __attribute__((format(printf, 3, 4))) void add_line(
	struct recorder *r, uint64_t at_ns, const char *format, ...)
{
	char text[LINE_MAX_LEN];
	va_list args;

	if (r->count == r->room) {
		r->room = r->room ? 2 * r->room : 4096;
		r->lines = realloc(r->lines, r->room * sizeof(r->lines[0]));
	}
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (!r->lines)
		abort();
	r->lines[r->count] = (struct line){at_ns, r->count, strdup(text)};
	r->count++;
}

static void add_osc(struct recorder *r, const struct record *e)
{
	const char *state = trace_state_name(e->osc.value);

	if (e->osc.kind == OSC_TITLE)
		add_line(r, e->at_ns, "osc\t%u\ttitle:U+%04X", e->tid, e->osc.value);
	else if (e->osc.kind == OSC_PROGRESS)
		add_line(r, e->at_ns, "osc\t%u\tprogress:%u", e->tid, e->osc.value);
	else if (e->osc.kind == OSC_STATE && state && e->osc.depth)
		add_line(r, e->at_ns, "osc\t%u\tstate:%s:%08x", e->tid, state, e->osc.id);
	else if (e->osc.kind == OSC_STATE && state)
		add_line(r, e->at_ns, "osc\t%u\tstate:%s", e->tid, state);
	else if (e->osc.kind == OSC_STATUS && state)
		add_line(r, e->at_ns, "osc\t%u\tstatus:%s", e->tid, state);
	else if (e->osc.kind == OSC_PROMPT)
		add_line(r, e->at_ns, "osc\t%u\tprompt", e->tid);
}

static void add_cursor(struct recorder *r, const struct record *e)
{
	if (e->value == r->cursor)
		return;
	r->cursor = e->value;
	add_line(r, e->at_ns, "cursor\t%u\t%s", e->tid,
		e->value == TERMINAL_CURSOR_SHOWN ? "shown" : "hidden");
}

static int on_record(void *data, void *at, size_t size)
{
	struct recorder *r = data;
	const struct record *e = at;

	if (size < sizeof(*e))
		return 0;
	switch (e->kind) {
	case RECORD_OUT:
		add_line(r, e->at_ns, "out\t%u\t%u", e->tid, e->value);
		break;
	case RECORD_IN:
		add_line(r, e->at_ns, "in\t%u\t%u", e->tid, e->value);
		break;
	case RECORD_OSC:
		add_osc(r, e);
		break;
	case RECORD_CURSOR:
		add_cursor(r, e);
		break;
	case RECORD_EXEC:
		add_line(r, e->at_ns, "exec\t%u\t%.*s", e->tid, RECORD_NAME_LEN, e->name);
		break;
	case RECORD_EXIT:
		add_line(r, e->at_ns, "exit\t%u\t%s-%d", e->tid,
			WIFSIGNALED((int)e->value) ? "killed-by" : "exited-with",
			WIFSIGNALED((int)e->value) ? WTERMSIG((int)e->value)
						   : WEXITSTATUS((int)e->value));
		break;
	}
	return 0;
}

static int compare_lines(const void *a, const void *b)
{
	const struct line *x = a, *y = b;

	if (x->at_ns != y->at_ns)
		return x->at_ns < y->at_ns ? -1 : 1;
	return x->order < y->order ? -1 : 1;
}

/* What was so before the recording began was so at its beginning. */
static void add_truth(struct recorder *r, uint64_t end_ns)
{
	char line[LINE_MAX_LEN], phase[32], why[96], before[128] = "unknown\trecording";
	FILE *f = fopen(r->truth, "re");
	double at_ms;

	if (!f)
		fail(r->truth, strerror(errno));
	while (fgets(line, sizeof(line), f)) {
		uint64_t at_ns;

		if (sscanf(line, "%lf\t%*s\t%31s\t%95s", &at_ms, phase, why) != 3)
			continue;
		at_ns = (uint64_t)(at_ms * MS);
		if (at_ns < r->begin_ns)
			snprintf(before, sizeof(before), "%s\t%s", phase, why);
		else if (at_ns <= end_ns)
			add_line(r, at_ns, "truth\t%s\t%s", phase, why);
	}
	fclose(f);
	add_line(r, r->begin_ns, "truth\t%s", before);
}

static void save(struct recorder *r)
{
	FILE *f = fopen(r->out, "we");

	if (!f)
		fail(r->out, strerror(errno));
	qsort(r->lines, r->count, sizeof(r->lines[0]), compare_lines);
	for (size_t i = 0; i < r->count; i++) {
		uint64_t at_ns = r->lines[i].at_ns;

		if (at_ns < r->begin_ns)
			at_ns = r->begin_ns;
		fprintf(f, "%.1f\t%s\n", (double)(at_ns - r->begin_ns) / MS, r->lines[i].text);
		free(r->lines[i].text);
	}
	free(r->lines);
	if (fclose(f) != 0)
		fail(r->out, strerror(errno));
}

/* Its controlling terminal, proc(5) field 7, after a name that may hold anything. */
static dev_t terminal_of(pid_t pid)
{
	char path[64], text[512] = "", *after;
	FILE *f;
	int nr;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	f = fopen(path, "re");
	if (!f || !fgets(text, sizeof(text), f))
		fail(path, "there is no such process");
	fclose(f);
	after = strrchr(text, ')');
	if (!after || sscanf(after, ") %*c %*d %*d %*d %d", &nr) != 1 || nr == 0)
		fail(path, "the process has no terminal");
	return makedev(nr >> 8 & 0xfff, (nr & 0xff) | (nr >> 12 & 0xfff00));
}

static pid_t start(char **command)
{
	pid_t pid = fork();

	if (pid < 0)
		fail("fork", strerror(errno));
	if (pid == 0) {
		execvp(command[0], command);
		fprintf(stderr, "record: %s: %s\n", command[0], strerror(errno));
		_exit(127);
	}
	/* What is typed is for the command. */
	signal(SIGINT, SIG_IGN);
	signal(SIGQUIT, SIG_IGN);
	return pid;
}

/* Stops and continues along with the command: the shell waits for this process. */
static bool command_lives(pid_t pid)
{
	int status;

	if (waitpid(pid, &status, WNOHANG | WUNTRACED) != pid)
		return true;
	if (!WIFSTOPPED(status))
		return false;
	raise(SIGSTOP);
	kill(pid, SIGCONT);
	return true;
}

static bool lives(const struct recorder *r)
{
	return r->command ? command_lives(r->pid) : kill(r->pid, 0) == 0;
}

static void on_key(struct recorder *r, char key)
{
	if (key == 'q')
		asked_to_end = 1;
	for (size_t i = 0; i < sizeof(KEYS) / sizeof(KEYS[0]); i++) {
		if (KEYS[i].key != key)
			continue;
		add_line(r, now_ns(), "truth\t%s\t%s", KEYS[i].phase, KEYS[i].why);
		fprintf(stderr, "%s: %s\n", KEYS[i].phase, KEYS[i].why);
	}
}

static void listen_to_keys(void)
{
	struct termios t;

	if (tcgetattr(STDIN_FILENO, &terminal_before) < 0)
		return;
	t = terminal_before;
	t.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	tcsetattr(STDIN_FILENO, TCSANOW, &t);
	atexit(restore_terminal);
	fputs("recording; w works, i idle, a asks, t typing, s stopped, u unknown, q ends\n",
		stderr);
}

static void look_for_keys(struct recorder *r)
{
	struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
	char key;

	if (!r->command && isatty(STDIN_FILENO) && poll(&in, 1, 0) == 1 &&
		read(STDIN_FILENO, &key, 1) == 1)
		on_key(r, key);
}

static struct record_bpf *load(dev_t device)
{
	struct record_bpf *bpf = record_bpf__open();

	if (!bpf)
		fail("BPF", strerror(errno));
	bpf->rodata->device = major(device) << 20 | minor(device);
	if (record_bpf__load(bpf) < 0 || record_bpf__attach(bpf) < 0)
		fail("the kernel refuses the programs, root is needed", strerror(errno));
	return bpf;
}

static void record(struct recorder *r)
{
	struct record_bpf *bpf = load(r->device);
	struct ring_buffer *ring =
		ring_buffer__new(bpf_map__fd(bpf->maps.records), on_record, r, NULL);

	if (!ring)
		fail("ring buffer", strerror(errno));
	r->begin_ns = now_ns();
	if (r->command)
		r->pid = start(r->command);
	else
		listen_to_keys();
	while (!asked_to_end && lives(r)) {
		ring_buffer__poll(ring, LOOK_MS);
		look_for_keys(r);
	}
	ring_buffer__consume(ring);
	if (bpf->bss->lost)
		fprintf(stderr, "record: %llu events were lost\n",
			(unsigned long long)bpf->bss->lost);
	ring_buffer__free(ring);
	record_bpf__destroy(bpf);
}

static void parse(struct recorder *r, int argc, char **argv)
{
	static const struct option options[] = {{"truth", required_argument, NULL, 't'},
		{"pid", required_argument, NULL, 'p'}, {"help", no_argument, NULL, 'h'}, {}};
	int option;

	while ((option = getopt_long(argc, argv, "+o:", options, NULL)) != -1) {
		if (option == 'h') {
			fputs(HELP, stdout);
			exit(EXIT_SUCCESS);
		}
		if (option == 'o')
			r->out = optarg;
		else if (option == 't')
			r->truth = optarg;
		else if (option == 'p')
			r->pid = atoi(optarg);
		else
			exit(2);
	}
	if (optind < argc)
		r->command = argv + optind;
	if (!r->out || (r->pid > 0) == (r->command != NULL)) {
		fputs(HELP, stderr);
		exit(2);
	}
}

int main(int argc, char **argv)
{
	struct recorder r = {};
	struct stat here = {};

	parse(&r, argc, argv);
	if (fstat(STDIN_FILENO, &here) < 0 || !isatty(STDIN_FILENO))
		here.st_rdev = 0;
	r.device = r.command ? here.st_rdev : terminal_of(r.pid);
	if (r.device == 0)
		fail("standard input", "is no terminal");
	if (!r.command && r.device == here.st_rdev)
		fail("--pid", "the process is on this terminal; record it from another");
	signal(SIGTERM, on_signal);
	signal(SIGHUP, on_signal);
	signal(SIGINT, on_signal);
	record(&r);
	if (r.truth)
		add_truth(&r, now_ns());
	else
		add_line(&r, r.begin_ns, "truth\tunknown\trecording");
	if (!asked_to_end)
		add_line(&r, now_ns(), "truth\texited\tended");
	save(&r);
	return EXIT_SUCCESS;
}
