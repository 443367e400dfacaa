/* SPDX-License-Identifier: MIT */
#include "agent/place/look.h"
#include "tests/check.h"

#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define SESSIONS 100

static void do_nothing(gpointer data)
{
}

static const struct servers_events NO_EVENTS = {do_nothing, do_nothing};

struct inner {
	pid_t pid;
	int master;
	char *name;
};

/* In a terminal of its own, the other side of which we hold. */
static struct inner start(void)
{
	struct proc_stat process;
	struct inner inner;
	char name[64];

	inner.pid = forkpty(&inner.master, name, NULL, NULL);
	CHECK(inner.pid >= 0);
	if (inner.pid == 0)
		for (;;)
			pause();
	/* It has to get there first. */
	while (!proc_stat_read(inner.pid, &process) || process.pts < 0)
		usleep(1000);
	inner.name = g_strdup(name);
	return inner;
}

static void end(struct inner *inner)
{
	kill(inner->pid, SIGKILL);
	waitpid(inner->pid, NULL, 0);
	close(inner->master);
	g_free(inner->name);
}

static double cpu_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1000 + (double)now.tv_nsec / 1000000;
}

/* All in one window of ours, as a terminal program with many. */
static void place_all(const struct inner *inners, guint steps, double limit_ms)
{
	struct servers *servers = servers_new(&NO_EVENTS, NULL);
	struct look *look = look_new(servers, do_nothing, NULL);
	struct sway_tree *tree = sway_tree_parse("{}", 2, NULL);
	struct binding *binding = binding_new();
	struct resolve_facts facts;
	struct tty ttys[SESSIONS];
	double before;

	sway_tree_add(tree, 7, getpid());
	for (int i = 0; i < SESSIONS; i++) {
		ttys[i] = look_tty(inners[i].pid, inners[i].name, 0);
		CHECK(ttys[i].instance != 0);
	}
	before = cpu_ms();
	facts = look_begin(look);
	facts.tree = tree;
	facts.binding = binding;
	for (int i = 0; i < SESSIONS; i++) {
		struct place *place = resolve_place(&facts, inners[i].pid, &ttys[i]);

		CHECK_INT(place->window, 7);
		CHECK_INT(place->steps->len, steps);
		place_free(place);
	}
	printf("%d sessions in %.1f ms\n", SESSIONS, cpu_ms() - before);
	CHECK(cpu_ms() - before < limit_ms);
	look_free(look);
	servers_free(servers);
	sway_tree_free(tree);
	binding_free(binding);
}

static void test_hundred(void)
{
	static struct inner inners[SESSIONS];

	for (int i = 0; i < SESSIONS; i++)
		inners[i] = start();
	place_all(inners, 2, 50);
	for (int i = 0; i < SESSIONS; i++)
		end(&inners[i]);
}

/* What dtach is: a process without a terminal holds that of the session, and one in the terminal
 * of our window is connected to it. */
struct attached {
	pid_t client;
	int master;
	struct inner inner;
};

/* With the descriptors ONE and OTHER, and none of the hundreds of ours. */
static void become_dtach(int one, int other)
{
	CHECK(prctl(PR_SET_NAME, "dtach") == 0);
	for (int i = 3; i < 1024; i++)
		if (i != one && i != other)
			close(i);
}

/* Nobody's child, for as long as its client lives. */
static void hold(int connection, int to_us)
{
	struct inner inner;
	char none;

	if (fork() > 0)
		_exit(0);
	become_dtach(connection, to_us);
	setsid();
	inner = start();
	CHECK(write(to_us, &inner.pid, sizeof(inner.pid)) == sizeof(inner.pid));
	CHECK(write(to_us, inner.name, strlen(inner.name) + 1) > 0);
	CHECK(read(connection, &none, 1) == 0);
	_exit(0);
}

static struct inner start_held(int connection)
{
	struct inner inner;
	int to_us[2];
	char name[64];
	pid_t pid;

	CHECK(pipe(to_us) == 0);
	pid = fork();
	if (pid == 0)
		hold(connection, to_us[1]);
	close(to_us[1]);
	CHECK(waitpid(pid, NULL, 0) == pid);
	CHECK(read(to_us[0], &inner.pid, sizeof(inner.pid)) == sizeof(inner.pid));
	CHECK(read(to_us[0], name, sizeof(name)) > 0);
	close(to_us[0]);
	inner.name = g_strdup(name);
	return inner;
}

static struct attached attach(void)
{
	struct attached attached;
	int connection[2];
	char ready;

	CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, connection) == 0);
	attached.client = forkpty(&attached.master, NULL, NULL, NULL);
	if (attached.client == 0) {
		become_dtach(connection[0], -1);
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		CHECK_INT(write(STDOUT_FILENO, "r", 1), 1);
		for (;;)
			pause();
	}
	CHECK_INT(read(attached.master, &ready, 1), 1);
	close(connection[0]);
	attached.inner = start_held(connection[1]);
	close(connection[1]);
	return attached;
}

static void detach(struct attached *attached)
{
	kill(attached->client, SIGKILL);
	waitpid(attached->client, NULL, 0);
	close(attached->master);
	g_free(attached->inner.name);
}

static void test_hundred_attached(void)
{
	static struct attached attached[SESSIONS];
	static struct inner inners[SESSIONS];

	for (int i = 0; i < SESSIONS; i++) {
		attached[i] = attach();
		inners[i] = attached[i].inner;
	}
	/* 25 where nothing else runs. */
	place_all(inners, 4, 200);
	for (int i = 0; i < SESSIONS; i++)
		detach(&attached[i]);
}

static void set_raw(int fd, gboolean raw)
{
	struct termios mode;

	CHECK(tcgetattr(fd, &mode) == 0);
	if (raw)
		mode.c_lflag &= ~(tcflag_t)ICANON;
	else
		mode.c_lflag |= ICANON;
	CHECK(tcsetattr(fd, TCSANOW, &mode) == 0);
}

static void test_tty(void)
{
	struct inner inner = start(), other = start();
	struct proc_stat process;
	struct tty tty = look_tty(inner.pid, inner.name, 0), same = tty;
	struct tty unknown = {0, tty.number};

	CHECK(proc_stat_read(inner.pid, &process));
	CHECK_INT(process.pts, tty_parse(inner.name));
	CHECK(process.foreground);
	CHECK_INT(tty_instance_named_by(inner.pid), tty.instance);
	CHECK(tty_equal(&tty, &same));
	same.instance++;
	CHECK(!tty_equal(&tty, &same));
	CHECK(!tty_equal(&unknown, &unknown));
	/* Not the one it lives in. */
	CHECK_INT(look_tty(inner.pid, other.name, 0).instance, 0);
	CHECK_INT(look_tty(inner.pid, inner.name, 77).instance, 77);
	set_raw(inner.master, TRUE);
	CHECK(tty_is_raw(&process));
	set_raw(inner.master, FALSE);
	CHECK(!tty_is_raw(&process));
	CHECK(tty_is_held(getpid(), tty.number));
	CHECK(!tty_is_held(inner.pid, tty.number));
	end(&inner);
	end(&other);
}

int main(void)
{
	test_tty();
	test_hundred();
	test_hundred_attached();
	return 0;
}
