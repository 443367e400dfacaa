/* SPDX-License-Identifier: MIT */
#include "agent/place/project.h"
#include "agent/sway/find.h"
#include "tests/check.h"

static void check_in(const char *const *sources, struct project_evidence evidence, const char *want)
{
	g_autofree char *got = project_choose(sources, &evidence);

	CHECK_STR(got, want);
}

static void check(struct project_evidence evidence, const char *want)
{
	static const char *const USUAL[] = {"pane", "environment", "git", NULL};

	check_in(USUAL, evidence, want);
}

static void test_choice(void)
{
	/* In tmux: the repository the pane is in, else what its user called the session. */
	check((struct project_evidence){"/src/nix/lib", "/src/nix", "main", NULL, NULL}, "nix");
	check((struct project_evidence){"/tmp", NULL, "main", NULL, NULL}, "main");
	check((struct project_evidence){"/tmp/x", NULL, "0", NULL, NULL}, "x");
	/* The launcher's variable is what the bar's click wants, as long as it is not stale. */
	check((struct project_evidence){"/src/nix/lib", "/src/nix", "main", "me/nix:b", "/src/nix"},
		"me/nix:b");
	check((struct project_evidence){"/src/nixos", "/src/nixos", "main", "me/nix:b", "/src/nix"},
		"nixos");
	check((struct project_evidence){"/src/nix", "/src/nix", NULL, "me/nix:b", NULL},
		"me/nix:b");
	check((struct project_evidence){"/tmp", NULL, "0", "me/nix:b", NULL}, "me/nix:b");
	check((struct project_evidence){"/tmp", NULL, "0", "me/nix:b", "/src/nix"}, "tmp");
	check((struct project_evidence){"/src/x", "/src/x", NULL, "me/nix:b", "/src/nix"}, "x");
	/* Without either. */
	check((struct project_evidence){"/src/nix/lib", "/src/nix", NULL, NULL, NULL}, "nix");
	check((struct project_evidence){"/home/me", NULL, NULL, "", NULL}, "me");
	check((struct project_evidence){"/", NULL, NULL, NULL, NULL}, "");
	check((struct project_evidence){NULL, NULL, NULL, NULL, NULL}, "");
	check((struct project_evidence){NULL, NULL, "0", NULL, "/src"}, "");
}

static void test_order(void)
{
	static const char *const OTHER[] = {"environment", "git", NULL}, *const NONE[] = {NULL},
				 *const TWICE[] = {"git", "pane", "git", NULL},
				 *const WRONG[] = {"mark", NULL};
	const struct project_evidence evidence = {"/src/a/lib", "/src/a", "work", "me/b:c", NULL};

	check(evidence, "a");
	check_in(OTHER, evidence, "me/b:c");
	check_in(NONE, evidence, "lib");
	check_in(WRONG, evidence, "lib");
	check_in(TWICE, evidence, "a");
}

/* The environment of the user's service manager. */
static void test_show_environment(void)
{
	g_autofree char *path = sway_find_parse(
		"HOME=/home/me\nSWAYSOCK=/run/user/1/sway-ipc.1.2.sock\nX=1\n", "SWAYSOCK");

	CHECK_STR(path, "/run/user/1/sway-ipc.1.2.sock");
	CHECK(sway_find_parse("", "SWAYSOCK") == NULL);
	CHECK(sway_find_parse("NOSWAYSOCK=/x\n", "SWAYSOCK") == NULL);
	CHECK(sway_find_parse("SWAYSOCK=$'x'\n", "SWAYSOCK") == NULL);
}

int main(void)
{
	test_choice();
	test_order();
	test_show_environment();
	return 0;
}
