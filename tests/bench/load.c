/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

/*
 * One kind of work in a loop; prints the ns of processor time that one turn took, all processes
 * taken together. On one processor, so that nothing else of the same run moves it.
 */
#define BATCH       200
#define WRITE_BYTES 64

struct pair {
	int ask[2];
	int answer[2];
	pid_t pid;
};

static char block[WRITE_BYTES];

static _Noreturn void fail(const char *what)
{
	fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
	exit(1);
}

static void must(bool done, const char *what)
{
	if (!done)
		fail(what);
}

static void do_read(int fd)
{
	must(read(fd, block, 1) == 1, "read");
}

static void do_getppid(int fd)
{
	syscall(SYS_getppid);
}

static void do_write(int fd)
{
	must(write(fd, block, sizeof(block)) == sizeof(block), "write");
}

static struct pair partner;

static void do_ping_pong(int fd)
{
	must(write(partner.ask[1], block, 1) == 1 && read(partner.answer[0], block, 1) == 1,
		"pipe");
}

static int open_zero(void)
{
	return open("/dev/zero", O_RDONLY | O_CLOEXEC);
}

static int no_file(void)
{
	return 0;
}

static int open_terminal(void)
{
	struct termios mode;

	if (tcgetattr(STDOUT_FILENO, &mode) < 0)
		return -1;
	cfmakeraw(&mode);
	return tcsetattr(STDOUT_FILENO, TCSANOW, &mode) < 0 ? -1 : STDOUT_FILENO;
}

static int start_partner(void)
{
	char c;

	if (pipe(partner.ask) < 0 || pipe(partner.answer) < 0)
		return -1;
	partner.pid = fork();
	if (partner.pid)
		return partner.pid;
	close(partner.ask[1]);
	while (read(partner.ask[0], &c, 1) == 1 && write(partner.answer[1], &c, 1) == 1)
		;
	_exit(0);
}

static const struct kind {
	const char *name;
	int (*open)(void);
	void (*turn)(int fd);
} KINDS[] = {
	{"read", open_zero, do_read},
	{"getppid", no_file, do_getppid},
	{"ping-pong", start_partner, do_ping_pong},
	{"terminal", open_terminal, do_write},
};

static double clock_s(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double turns(const struct kind *kind, int fd, double seconds)
{
	double end = clock_s(CLOCK_MONOTONIC) + seconds;
	double n = 0;

	do {
		for (int i = 0; i < BATCH; i++)
			kind->turn(fd);
		n += BATCH;
	} while (clock_s(CLOCK_MONOTONIC) < end);
	return n;
}

/* Of this process and the partner. */
static double used_s(void)
{
	clockid_t id;

	if (!partner.pid)
		return clock_s(CLOCK_PROCESS_CPUTIME_ID);
	must(clock_getcpuclockid(partner.pid, &id) == 0, "the partner's clock");
	return clock_s(CLOCK_PROCESS_CPUTIME_ID) + clock_s(id);
}

static void pin(void)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(sysconf(_SC_NPROCESSORS_ONLN) - 1, &set);
	must(sched_setaffinity(0, sizeof(set), &set) == 0, "sched_setaffinity");
}

static const struct kind *find(const char *name)
{
	for (size_t k = 0; k < sizeof(KINDS) / sizeof(KINDS[0]); k++)
		if (strcmp(KINDS[k].name, name) == 0)
			return &KINDS[k];
	return NULL;
}

int main(int argc, char **argv)
{
	const struct kind *kind = argc == 4 ? find(argv[1]) : NULL;
	double seconds = argc == 4 ? strtod(argv[2], NULL) : 0;
	double used, n;
	int fd;

	if (!kind || seconds <= 0) {
		fprintf(stderr, "usage: load read|getppid|ping-pong|terminal SECONDS RESULT-FD\n");
		return 2;
	}
	pin();
	fd = kind->open();
	must(fd >= 0, kind->name);
	/* Whoever watches has this long to see that it is there. */
	turns(kind, fd, seconds);
	used = used_s();
	n = turns(kind, fd, seconds);
	used = used_s() - used;
	must(dprintf((int)strtol(argv[3], NULL, 10), "%.1f\n", used * 1e9 / n) > 0, "result");
	return 0;
}
