/* SPDX-License-Identifier: MIT */
#include "collector/process.h"
#include "tests/check.h"

#include <errno.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static void test_names_with_everything(void)
{
	struct process p;

	CHECK_INT(process_parse("42 (a) b (c) S 7 8 9 34817 10 4194304 1 2 3 4 5 6 7 8 20 0 3 0 "
				"123456789012 5 6\n",
			  &p),
		0);
	CHECK_INT(p.pid, 42);
	CHECK_STR(p.comm, "a) b (c");
	CHECK_INT(p.threads, 3);
	CHECK(process_lives(&p));
	p.state = 'Z';
	CHECK(process_lives(&p));
	p.threads = 1;
	CHECK(!process_lives(&p));
	p.state = 'S';
	CHECK_INT(p.state, 'S');
	CHECK_INT(p.parent, 7);
	CHECK_INT(p.group, 8);
	CHECK_INT(p.leader, 9);
	CHECK_INT(p.terminal, 34817);
	CHECK_INT(p.terminal_group, 10);
	CHECK_INT(p.start_ticks, 123456789012);
}

static void test_malformed(void)
{
	static const char *const TEXTS[] = {"", "42", "42 (a", "42 a) S", ") (",
		"x (a) S 1 2 3 4 5", "42 (a) S 1 2",
		"42 (a) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 x"};
	struct process p = {.pid = 1};

	for (size_t i = 0; i < sizeof(TEXTS) / sizeof(TEXTS[0]); i++)
		CHECK_INT(process_parse(TEXTS[i], &p), -EBADMSG);
	CHECK_INT(p.pid, 1);
}

static void test_own_process(void)
{
	struct process p;
	char args[64];
	uid_t uid;

	CHECK_INT(process_read(getpid(), &p), 0);
	CHECK_INT(p.pid, getpid());
	CHECK_INT(p.parent, getppid());
	CHECK_STR(p.comm, "test-process");
	CHECK_INT(process_read_uid(getpid(), &uid), 0);
	CHECK_INT(uid, getuid());
	CHECK(process_read_args(getpid(), args, sizeof(args)) > 0);
	CHECK(strlen(args) < sizeof(args));
	CHECK_INT(process_read(0, &p), -ESRCH);
}

static void check_terminal(unsigned int number, const char *want)
{
	char name[32];

	process_terminal_name(number, name, sizeof(name));
	CHECK_STR(name, want);
}

static void test_terminal_names(void)
{
	check_terminal(0, "");
	check_terminal(makedev(136, 3), "pts/3");
	check_terminal(makedev(136, 300), "pts/300"); /* minor in two pieces */
	check_terminal(makedev(4, 1), "tty1");
	check_terminal(makedev(4, 65), "ttyS1");
	check_terminal(makedev(250, 7), "250:7");
}

int main(void)
{
	test_names_with_everything();
	test_malformed();
	test_own_process();
	test_terminal_names();
	return 0;
}
