/* SPDX-License-Identifier: MIT */
#include "agent/proc/ask.h"
#include "tests/check.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* The real program behind a socket, as systemd would start it for each connection. */

#define PROGRAMS_MAX 8

struct manager {
	const char *program;
	char *path;
	int listener;
	pid_t started[PROGRAMS_MAX];
	unsigned int count;
};

static pid_t start_program(const char *program, int connection)
{
	pid_t pid = fork();

	if (pid)
		return pid;
	dup2(connection, STDIN_FILENO);
	execl(program, program, NULL);
	_exit(127);
}

static void *serve(void *data)
{
	struct manager *m = data;
	int connection;

	while ((connection = accept4(m->listener, NULL, NULL, SOCK_CLOEXEC)) >= 0) {
		CHECK(m->count < PROGRAMS_MAX);
		m->started[m->count++] = start_program(m->program, connection);
		close(connection);
	}
	return NULL;
}

static int listen_at(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);

	g_strlcpy(address.sun_path, path, sizeof(address.sun_path));
	CHECK(fd >= 0);
	CHECK_INT(bind(fd, (struct sockaddr *)&address, sizeof(address)), 0);
	CHECK_INT(listen(fd, 4), 0);
	return fd;
}

/* A process like an agent's: in the root folder, with variables, listening at PATH. */
static pid_t start_process(const char *path)
{
	int ready[2], fd;
	char c = 0;
	pid_t pid;

	CHECK_INT(pipe(ready), 0);
	fd = listen_at(path);
	pid = fork();
	if (pid == 0) {
		char up[16];

		prctl(PR_SET_PDEATHSIG, SIGKILL);
		g_snprintf(up, sizeof(up), "echo >&%d", ready[1]);
		g_setenv("UP", up, TRUE);
		g_setenv("TMUX", "/tmp/t,1,0", TRUE);
		g_setenv("I3PM_PROJECT_NAME", "kirsche", TRUE);
		g_setenv("I3PM_PROJECT_DIR", "", TRUE);
		CHECK_INT(chdir("/"), 0);
		CHECK(dup(fd) >= 0); /* the copy stays open in what follows */
		execl("/bin/sh", "sh", "-c", "eval \"$UP\"; kill -STOP $$", NULL);
		_exit(127);
	}
	close(fd);
	CHECK_INT(read(ready[0], &c, 1), 1);
	close(ready[0]);
	close(ready[1]);
	return pid;
}

static void check_answer(enum proc_question question, pid_t pid, const char *want)
{
	g_autofree char *answer = proc_ask(question, pid);

	CHECK_STR(answer && *answer ? answer : "none", want);
}

static void check_answers(const char *path)
{
	pid_t pid = start_process(path), gone;

	check_answer(PROC_CWD, pid, "/");
	check_answer(PROC_SOCKET, pid, path);
	check_answer(PROC_TMUX, pid, "/tmp/t,1,0");
	check_answer(PROC_PROJECT_NAME, pid, "kirsche");
	check_answer(PROC_PROJECT_DIR, pid, "none");
	check_answer(PROC_CWD, 0, "none");
	check_answer(PROC_CWD, -1, "none");
	gone = fork();
	if (gone == 0)
		_exit(0);
	CHECK_INT(waitpid(gone, NULL, 0), gone);
	check_answer(PROC_CWD, gone, "none");
	kill(pid, SIGKILL);
	CHECK_INT(waitpid(pid, NULL, 0), pid);
	g_unlink(path);
}

/* What no agent sends is answered by nothing, or by hanging up. */
static void test_garbage(const char *program)
{
	const struct proc_request unknown = {PROC_QUESTIONS, getpid()}, far = {~0U, getpid()};
	char reply[8];
	int pair[2], status;
	pid_t pid;

	CHECK_INT(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), 0);
	pid = start_program(program, pair[1]);
	close(pair[1]);
	CHECK_INT(send(pair[0], &unknown, sizeof(unknown), 0), sizeof(unknown));
	CHECK_INT(recv(pair[0], reply, sizeof(reply), 0), 1);
	CHECK_INT(reply[0], 0);
	CHECK_INT(send(pair[0], &far, sizeof(far), 0), sizeof(far));
	CHECK_INT(recv(pair[0], reply, sizeof(reply), 0), 1);
	CHECK_INT(reply[0], 0);
	CHECK_INT(send(pair[0], &unknown, sizeof(unknown) - 1, 0), sizeof(unknown) - 1);
	CHECK_INT(recv(pair[0], reply, sizeof(reply), 0), 0);
	CHECK_INT(waitpid(pid, &status, 0), pid);
	CHECK_INT(status, EXIT_FAILURE << 8);
	close(pair[0]);
}

/* The program may be killed between two questions. */
static void check_restart(struct manager *m)
{
	unsigned int count = m->count;
	pid_t pid = m->started[count - 1];
	g_autofree char *here = g_get_current_dir();
	siginfo_t info;

	CHECK_INT(kill(pid, SIGKILL), 0);
	/* Left to be waited for, but gone. */
	CHECK_INT(waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT), 0);
	check_answer(PROC_CWD, getpid(), here);
	CHECK_INT(m->count, count + 1);
}

static void test_nobody(const char *path)
{
	g_unlink(path);
	proc_ask_at(path);
	check_answer(PROC_CWD, getpid(), "none");
	check_answer(PROC_CWD, getpid(), "none");
}

/* Hanging up ends them. */
static void check_ends(struct manager *m)
{
	int status;

	for (unsigned int i = 0; i < m->count; i++)
		CHECK_INT(waitpid(m->started[i], &status, 0), m->started[i]);
	CHECK_INT(status, 0);
}

int main(int argc, char **argv)
{
	g_autofree char *folder = g_dir_make_tmp("eam-XXXXXX", NULL);
	g_autofree char *own = g_build_filename(folder, "own", NULL);
	struct manager m = {.path = g_build_filename(folder, "proc.sock", NULL)};
	GThread *thread;

	CHECK_INT(argc, 2);
	m.program = argv[1];
	check_answers(own);
	test_garbage(m.program);
	m.listener = listen_at(m.path);
	thread = g_thread_new("manager", serve, &m);
	proc_ask_at(m.path);
	check_answers(own);
	CHECK_INT(m.count, 1);
	check_restart(&m);
	test_nobody(m.path);
	check_ends(&m);
	shutdown(m.listener, SHUT_RDWR);
	g_thread_join(thread);
	close(m.listener);
	g_free(m.path);
	g_rmdir(folder);
	return 0;
}
