/* SPDX-License-Identifier: MIT */
#include "agent/proc/proc.h"
#include "tests/check.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define REST \
	" 4711 4712 34820 4711 4194304 126 0 0 0 0 0 0 0 20 0 1 0 8812345 8433664 1024 1844 1 1 0"

static void test_stat(void)
{
	struct proc_stat stat;

	CHECK(proc_stat_parse("4711 (claude) S 4700" REST, &stat));
	CHECK_INT(stat.pid, 4711);
	CHECK_INT(stat.parent, 4700);
	CHECK_STR(stat.comm, "claude");
	CHECK_INT(stat.session, 4712);
	CHECK_INT(stat.pts, 4);
	CHECK(stat.foreground);
	CHECK_INT(stat.start, 8812345);
	/* Anybody may name his process so. */
	CHECK(proc_stat_parse("4711 (x) S 1 (y) S 4700" REST, &stat));
	CHECK_STR(stat.comm, "x) S 1 (y");
	CHECK_INT(stat.parent, 4700);
	CHECK(proc_stat_parse("4711 (tmux: server) S 1" REST, &stat));
	CHECK_STR(stat.comm, "tmux: server");
	CHECK(proc_stat_parse("4711 () S 1" REST, &stat));
	CHECK_STR(stat.comm, "");
}

static void test_no_stat(void)
{
	static const char *const BAD[] = {"", "4711", "4711 (claude", "4711 claude) S 1" REST, ")(",
		"4711 (claude) S 4700 4711 4711", "x (claude) S 4700" REST};
	struct proc_stat stat;

	for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++)
		CHECK(!proc_stat_parse(BAD[i], &stat));
}

static void test_environ(void)
{
	static const char TEXT[] = "PATH=/bin\0TMUXX=no\0TMUX=/tmp/t,1,0\0EMPTY=\0LAST=cut";
	static const struct {
		const char *key, *want;
	} CASES[] = {{"TMUX", "/tmp/t,1,0"}, {"PATH", "/bin"}, {"EMPTY", ""}, {"LAST", "cut"},
		{"TM", "none"}, {"NO", "none"}};

	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		/* The last value has no end of its own. */
		g_autofree char *value = proc_environ_find(TEXT, sizeof(TEXT) - 1, CASES[i].key);

		CHECK_STR(value ? value : "none", CASES[i].want);
	}
	CHECK(proc_environ_find("", 0, "X") == NULL);
}

static void test_sockets(void)
{
	static const char TEXT[] =
		"/begins so\n"
		"Num       RefCount Protocol Flags    Type St Inode Path\n"
		"00000000a: 00000002 00000000 00010000 0001 01 4242 @/tmp/abstract\n"
		"00000000b: 00000002 00000000 00010000 0001 01 4243 /tmp/tmux-1000/a b\n"
		"00000000c: 00000003 00000000 00000000 0001 03 4244\n";
	static const struct {
		const char *inode, *want;
	} CASES[] = {{"4242", "none"}, {"4243", "/tmp/tmux-1000/a b"}, {"4244", "none"},
		{"424", "none"}};

	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		g_autoptr(GHashTable) inodes = g_hash_table_new(g_str_hash, g_str_equal);
		g_autofree char *path = NULL;

		g_hash_table_add(inodes, (gpointer)CASES[i].inode);
		path = proc_socket_find(TEXT, inodes);
		CHECK_STR(path ? path : "none", CASES[i].want);
	}
}

static int listen_at(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	g_strlcpy(address.sun_path, path, sizeof(address.sun_path));
	CHECK(fd >= 0);
	CHECK_INT(bind(fd, (struct sockaddr *)&address, sizeof(address)), 0);
	CHECK_INT(listen(fd, 4), 0);
	return fd;
}

/* In the root folder, with variables, listening at PATH. */
static pid_t start_process(const char *path)
{
	int fd = listen_at(path), ready[2];
	char c;
	pid_t pid;

	CHECK_INT(pipe(ready), 0);
	pid = fork();
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		g_setenv("TMUX", "/tmp/t,1,0", TRUE);
		g_setenv("EMPTY", "", TRUE);
		CHECK_INT(chdir("/"), 0);
		CHECK_INT(dup2(ready[1], STDOUT_FILENO), STDOUT_FILENO);
		execl("/bin/sh", "sh", "-c", "echo; kill -STOP $$", NULL);
		_exit(127);
	}
	CHECK(pid > 0);
	CHECK_INT(read(ready[0], &c, 1), 1);
	close(ready[0]);
	close(ready[1]);
	close(fd);
	return pid;
}

static void check_word(char *word, const char *want)
{
	CHECK_STR(word ? word : "none", want);
	g_free(word);
}

static void test_live(void)
{
	g_autofree char *folder = g_dir_make_tmp("eam-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "socket", NULL);
	pid_t pid = start_process(path);
	struct proc_stat stat;

	CHECK(proc_stat_read(pid, &stat));
	CHECK_INT(stat.pid, pid);
	CHECK_INT(stat.parent, getpid());
	check_word(proc_cwd(pid), "/");
	check_word(proc_socket_path(pid), path);
	check_word(proc_getenv(pid, "TMUX"), "/tmp/t,1,0");
	check_word(proc_getenv(pid, "EMPTY"), "");
	check_word(proc_getenv(pid, "OTHER"), "none");
	CHECK_INT(kill(pid, SIGKILL), 0);
	CHECK_INT(waitpid(pid, NULL, 0), pid);
	g_unlink(path);
	g_rmdir(folder);
}

static void test_nobody(void)
{
	struct proc_stat stat;
	pid_t child = fork();

	if (child == 0)
		_exit(0);
	CHECK(child > 0);
	CHECK_INT(waitpid(child, NULL, 0), child);
	for (size_t i = 0; i < 3; i++) {
		pid_t pid = ((const pid_t[]){child, 0, -1})[i];

		CHECK(!proc_stat_read(pid, &stat));
		CHECK(proc_getenv(pid, "PATH") == NULL);
		CHECK(proc_cwd(pid) == NULL);
		CHECK(proc_socket_path(pid) == NULL);
	}
}

int main(void)
{
	test_stat();
	test_no_stat();
	test_environ();
	test_sockets();
	test_live();
	test_nobody();
	return 0;
}
