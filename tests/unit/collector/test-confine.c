/* SPDX-License-Identifier: MIT */
#include "collector/confine.h"

#include "tests/check.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define IS_ENDED 1000 /* no errno */

static int folder;
static int peer;
static bool bound; /* by Landlock, which a kernel may not have */

static int result(long r)
{
	return r < 0 ? errno : 0;
}

static int open_below(void)
{
	return result(openat(folder, "self/stat", O_RDONLY | O_CLOEXEC));
}

static int list_below(void)
{
	return result(openat(folder, ".", O_RDONLY | O_CLOEXEC | O_DIRECTORY));
}

static int open_for_writing(void)
{
	return result(openat(folder, "self/comm", O_RDWR | O_CLOEXEC));
}

static int open_by_path(void)
{
	return result(open("/proc/self/stat", O_RDONLY | O_CLOEXEC));
}

static int open_elsewhere(void)
{
	return result(openat(folder, "/etc/passwd", O_RDONLY | O_CLOEXEC));
}

static int open_outward(void)
{
	return result(openat(folder, "../etc/passwd", O_RDONLY | O_CLOEXEC));
}

static int open_by_another(void)
{
	return result(openat(folder + 1, "self/stat", O_RDONLY | O_CLOEXEC));
}

static int execute(void)
{
	return result(execl("/bin/true", "true", NULL));
}

static int divide(void)
{
	return result(fork());
}

static int make_socket(void)
{
	return result(socket(AF_UNIX, SOCK_STREAM, 0));
}

static int connect_peer(void)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "/run/nobody"};

	return result(connect(peer, (struct sockaddr *)&address, sizeof(address)));
}

static int send_to_peer(void)
{
	return result(send(peer, "x", 1, MSG_NOSIGNAL));
}

static int send_elsewhere(void)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "/run/nobody"};

	return result(
		sendto(peer, "x", 1, MSG_NOSIGNAL, (struct sockaddr *)&address, sizeof(address)));
}

static int remove_file(void)
{
	return result(unlink("/run/nobody"));
}

static int allocate(void)
{
	void *memory = malloc(1 << 20), *more = realloc(memory, 1 << 24);

	free(more);
	return more ? 0 : ENOMEM;
}

static int make_executable(void)
{
	void *memory = mmap(
		NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return memory == MAP_FAILED ? errno : 0;
}

static int load_program(void)
{
	return result(syscall(__NR_bpf, 5 /* BPF_PROG_LOAD */, NULL, 0));
}

/* What ACT comes to in a process that is confined: 0, errno, or IS_ENDED. */
static int confined(int (*act)(void))
{
	pid_t pid = fork();
	int status;

	CHECK(pid >= 0);
	if (pid == 0) {
		CHECK(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) ==
			0); /* no core of what is meant to end */
		CHECK(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
		CHECK(confine(folder) >= 0);
		_exit(act());
	}
	CHECK(waitpid(pid, &status, 0) == pid);
	if (WIFSIGNALED(status)) {
		CHECK_INT(WTERMSIG(status), SIGSYS);
		return IS_ENDED;
	}
	return WEXITSTATUS(status);
}

static void test_what_serving_needs(void)
{
	CHECK_INT(confined(open_below), 0);
	CHECK_INT(confined(list_below), 0);
	CHECK_INT(confined(send_to_peer), 0);
	CHECK_INT(confined(allocate), 0);
}

static void test_what_ends_it(void)
{
	CHECK_INT(confined(open_for_writing), IS_ENDED);
	CHECK_INT(confined(open_by_path), IS_ENDED);
	CHECK_INT(confined(open_by_another), IS_ENDED);
	CHECK_INT(confined(execute), IS_ENDED);
	CHECK_INT(confined(divide), IS_ENDED);
	CHECK_INT(confined(make_socket), IS_ENDED);
	CHECK_INT(confined(connect_peer), IS_ENDED);
}

static void test_what_is_refused(void)
{
	CHECK_INT(confined(send_elsewhere), EPERM);
	CHECK_INT(confined(remove_file), EPERM);
	CHECK_INT(confined(make_executable), EPERM);
	CHECK_INT(confined(load_program), EPERM);
	if (!bound)
		return;
	CHECK_INT(confined(open_elsewhere), EACCES);
	CHECK_INT(confined(open_outward), EACCES);
}

int main(void)
{
	int ends[2];

#ifdef INSTRUMENTED
	return 77; /* then it is not */
#endif
	folder = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	CHECK(folder >= 0);
	CHECK(socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, ends) == 0);
	peer = ends[0];
	bound = syscall(__NR_landlock_create_ruleset, NULL, 0, 1) > 0;
	test_what_serving_needs();
	test_what_ends_it();
	test_what_is_refused();
	return 0;
}
