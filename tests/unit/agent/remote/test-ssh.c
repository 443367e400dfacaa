/* SPDX-License-Identifier: MIT */
#include "agent/remote/ssh.h"

#include "tests/check.h"

#include <glib.h>

/* COMMAND leads to WANT, "" for nowhere. */
static void check(const char *command, const char *want)
{
	g_auto(GStrv) argv = NULL;
	const char *got;

	CHECK(g_shell_parse_argv(command, NULL, &argv, NULL));
	got = ssh_destination(argv);
	CHECK_STR(got ? got : "", want);
}

int main(void)
{
	check("ssh build1", "build1");
	check("ssh me@build1 -t tmux", "me@build1");
	check("ssh -p 22 build1", "build1");
	check("ssh -p22 -vvt build1 -p 23", "build1");
	check("ssh -tp 22 -o BatchMode=yes -oX=y build1", "build1");
	check("ssh -J jump -L 1:localhost:2 -- build1 ls", "build1");
	check("ssh ssh://me@build1:22", "ssh://me@build1:22");
	check("ssh", "");
	check("ssh -v", "");
	check("ssh -p", "");
	check("ssh --", "");
	return 0;
}
