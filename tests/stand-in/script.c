/* SPDX-License-Identifier: MIT */
#include "script.h"

#include <ctype.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define DEFAULT_FPS 10

struct command {
	const char *name;
	void (*run)(struct stage *s, char *args);
	const char *help;
};

static long number(char **args, long otherwise)
{
	char *end;
	long n = strtol(*args, &end, 10);

	if (end == *args)
		return otherwise;
	*args = end;
	return n;
}

static void rest(struct stage *s, int64_t ms)
{
	int64_t end = ms > 0 ? clock_ns() + ms * NS_PER_MS : FOREVER;

	while (clock_ns() < end)
		stage_wait(s, end);
}

static void do_prompt(struct stage *s, char *args)
{
	stage_prompt(s, *args ? args : "> ");
}

static void do_work(struct stage *s, char *args)
{
	long ms = number(&args, 3000);

	stage_work(s, ms, (int)number(&args, DEFAULT_FPS));
}

static void do_gap(struct stage *s, char *args)
{
	stage_phase(s, "working", "request");
	rest(s, number(&args, 1000));
}

static void do_silent(struct stage *s, char *args)
{
	rest(s, number(&args, 0));
}

static void do_approve(struct stage *s, char *args)
{
	stage_ask(s, "approval", "Run this command?  1 yes  2 no", (int)number(&args, 0));
}

static void do_question(struct stage *s, char *args)
{
	stage_ask(s, "question", "Which one?  1 this  2 that", 0);
}

static void do_title(struct stage *s, char *args)
{
	stage_title(s, args);
}

static void do_osc(struct stage *s, char *args)
{
	stage_state(s, args);
}

static void do_cursorless(struct stage *s, char *args)
{
	s->cursorless = true;
}

static void do_clock(struct stage *s, char *args)
{
	s->clock_ns = number(&args, 1000) * NS_PER_MS;
	s->tick_ns = clock_ns() + s->clock_ns;
}

static void do_progress(struct stage *s, char *args)
{
	stage_progress(s, (int)number(&args, 0));
}

static void do_paint(struct stage *s, char *args)
{
	long n = number(&args, 100);

	while (n-- > 0)
		terminal_puts(s->terminal, n % 2 ? "\r" : "-");
}

static void do_exit(struct stage *s, char *args)
{
	stage_exit(s, (int)number(&args, 0));
}

static void do_crash(struct stage *s, char *args)
{
	int signal = strcmp(args, "SEGV") == 0 ? SIGSEGV
		: strcmp(args, "ABRT") == 0    ? SIGABRT
					       : SIGKILL;

	stage_phase(s, "exited", "crash");
	raise(signal);
}

static void *sleep_ms(void *ms)
{
	usleep((useconds_t)(intptr_t)ms * 1000);
	return NULL;
}

static void do_thread(struct stage *s, char *args)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, sleep_ms, (void *)(intptr_t)number(&args, 0)) == 0)
		pthread_join(thread, NULL);
}

static void *outlive(void *ms)
{
	sleep_ms(ms);
	exit(0);
}

static void do_leave(struct stage *s, char *args)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, outlive, (void *)(intptr_t)number(&args, 1000)) == 0)
		pthread_exit(NULL);
}

static void do_child(struct stage *s, char *args)
{
	pid_t child = fork();

	if (child == 0) {
		terminal_child();
		execl("/bin/sh", "sh", "-c", args, (char *)NULL);
		_exit(127);
	}
	while (child > 0 && waitpid(child, NULL, 0) < 0 && errno == EINTR)
		;
}

static void do_rename(struct stage *s, char *args)
{
	prctl(PR_SET_NAME, args);
}

/* The way of line-mode programs: a read on descriptor 0 that blocks until a line is there. */
static void do_block(struct stage *s, char *args)
{
	bool was_raw = s->terminal->raw;
	char c;

	terminal_cooked(s->terminal);
	stage_phase(s, "waiting", "input");
	while (read(STDIN_FILENO, &c, 1) == 1 && c != '\n')
		;
	if (was_raw)
		terminal_raw(s->terminal);
}

static void do_raw(struct stage *s, char *args)
{
	terminal_raw(s->terminal);
}

static void do_cooked(struct stage *s, char *args)
{
	terminal_cooked(s->terminal);
}

/* One turn of an agent that listens: digits in the line are seconds of work, words what follows. */
static void do_turn(struct stage *s, char *args)
{
	const char *at;
	double seconds;

	stage_prompt(s, "> ");
	at = s->line + strcspn(s->line, "0123456789");
	s->has_shell = strstr(s->line, "shell") != NULL;
	seconds = *at ? strtod(at, NULL) : 3;
	if (!stage_work(s, (int64_t)(seconds * 1000), DEFAULT_FPS))
		return;
	if (strstr(s->line, "approve")) {
		do_approve(s, strstr(s->line, "blink") ? "600" : "");
		stage_work(s, 1000, DEFAULT_FPS);
	}
	if (strstr(s->line, "question"))
		do_question(s, "");
	if (strstr(s->line, "exit"))
		do_exit(s, "");
	if (strstr(s->line, "crash"))
		do_crash(s, "");
}

static const struct command commands[] = {
	{"prompt", do_prompt, "[TEXT]  paint a prompt, echo what is typed until Enter"},
	{"work", do_work, "[MS [FPS]]  repaint a spinner; Esc interrupts"},
	{"gap", do_gap, "[MS]  work without output"},
	{"silent", do_silent, "[MS]  nothing, for ever without MS"},
	{"approve", do_approve, "[BLINK-MS]  ask for approval, until a key"},
	{"question", do_question, "ask, until a key"},
	{"turn", do_turn, "prompt; work as many seconds as the line says; then approve, exit ..."},
	{"title", do_title, "TEXT  set the terminal's title"},
	{"osc", do_osc, "STATE  declare a state by OSC 7501"},
	{"cursorless", do_cursorless, "never show the cursor, as Claude"},
	{"clock", do_clock, "[MS]  repaint a status line so often, whatever else is shown"},
	{"progress", do_progress, "N  report progress by OSC 9;4"},
	{"paint", do_paint, "[BYTES]  that many one-byte writes"},
	{"exit", do_exit, "[CODE]"},
	{"crash", do_crash, "[SEGV|ABRT]  end by that signal, or by SIGKILL"},
	{"thread", do_thread, "[MS]  start a thread and wait for its end"},
	{"leave", do_leave, "[MS]  end the first thread; another ends the process after MS"},
	{"child", do_child, "COMMAND  run a shell command on the same terminal"},
	{"rename", do_rename, "NAME  change the process name"},
	{"block", do_block, "read a line from descriptor 0, blocking, terminal in line mode"},
	{"raw", do_raw, "take the terminal to raw mode"},
	{"cooked", do_cooked, "give the terminal back"},
	{"loop", NULL, "[N]  begin again, for ever without N"},
};

#define N_COMMANDS (sizeof(commands) / sizeof(*commands))

void script_help(FILE *out)
{
	for (size_t i = 0; i < N_COMMANDS; i++)
		fprintf(out, "  %-9s %s\n", commands[i].name, commands[i].help);
}

static const struct command *find(const char *name)
{
	for (size_t i = 0; i < N_COMMANDS; i++) {
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	}
	return NULL;
}

/* Splits one command off *AT and its name off its arguments; NULL at the end of the script. */
static char *take(char **at, char **ret_args)
{
	char *name = *at + strspn(*at, " \t\n;"), *end, *args;

	while (*name == '#')
		name += strcspn(name, "\n"), name += strspn(name, " \t\n;");
	if (!*name)
		return NULL;
	end = name + strcspn(name, ";\n");
	*at = *end ? end + 1 : end;
	*end = '\0';
	while (end > name && isspace((unsigned char)end[-1]))
		*--end = '\0';
	args = name + strcspn(name, " \t");
	if (*args)
		*args++ = '\0';
	*ret_args = args + strspn(args, " \t");
	return name;
}

struct step {
	const struct command *command;
	char *args;
};

static int parse(char *text, struct step *steps, size_t room, const char **ret_bad)
{
	char *at = text, *args, *name;
	size_t n = 0;

	while ((name = take(&at, &args))) {
		*ret_bad = name;
		if (n == room || !(steps[n].command = find(name)))
			return -EINVAL;
		steps[n++].args = args;
	}
	return (int)n;
}

int script_run(struct stage *s, char *text, const char **ret_bad)
{
	struct step steps[200];
	int n = parse(text, steps, sizeof(steps) / sizeof(*steps), ret_bad);
	long rounds = 0;

	for (int i = 0; i < n; i++) {
		char *args = steps[i].args;
		if (steps[i].command->run) {
			steps[i].command->run(s, args);
		} else {
			long most = number(&args, -1);
			if (most < 0 || ++rounds < most)
				i = -1;
		}
	}
	return n < 0 ? n : 0;
}
