/* SPDX-License-Identifier: MIT */
#include "agent/project.h"
#include "agent/sway-find.h"
#include "tests/check.h"

static void check(struct project_sources sources, const char *want)
{
	g_autofree char *got = project_choose(&sources);

	CHECK_STR(got, want);
}

static void test_choice(void)
{
	/* In tmux: the repository the pane is in, else what its user called the session. */
	check((struct project_sources){"/src/nix/lib", "/src/nix", "main", NULL, NULL}, "nix");
	check((struct project_sources){"/tmp", NULL, "main", NULL, NULL}, "main");
	check((struct project_sources){"/tmp/x", NULL, "0", NULL, NULL}, "x");
	/* The launcher's variable is what the bar's click wants, as long as it is not stale. */
	check((struct project_sources){"/src/nix/lib", "/src/nix", "main", "me/nix:b", "/src/nix"},
		"me/nix:b");
	check((struct project_sources){"/src/nixos", "/src/nixos", "main", "me/nix:b", "/src/nix"},
		"nixos");
	check((struct project_sources){"/src/nix", "/src/nix", NULL, "me/nix:b", NULL}, "me/nix:b");
	check((struct project_sources){"/tmp", NULL, "0", "me/nix:b", "/src/nix"}, "me/nix:b");
	/* Without either. */
	check((struct project_sources){"/src/nix/lib", "/src/nix", NULL, NULL, NULL}, "nix");
	check((struct project_sources){"/home/me", NULL, NULL, "", NULL}, "me");
	check((struct project_sources){"/", NULL, NULL, NULL, NULL}, "");
	check((struct project_sources){NULL, NULL, NULL, NULL, NULL}, "");
	check((struct project_sources){NULL, NULL, "0", NULL, "/src"}, "");
}

/* The environment of the user's service manager. */
static void test_show_environment(void)
{
	g_autofree char *path =
		sway_find_parse("HOME=/home/me\nSWAYSOCK=/run/user/1/sway-ipc.1.2.sock\nX=1\n");

	CHECK_STR(path, "/run/user/1/sway-ipc.1.2.sock");
	CHECK(sway_find_parse("") == NULL);
	CHECK(sway_find_parse("NOSWAYSOCK=/x\n") == NULL);
	CHECK(sway_find_parse("SWAYSOCK=$'x'\n") == NULL);
}

int main(void)
{
	test_choice();
	test_show_environment();
	return 0;
}
