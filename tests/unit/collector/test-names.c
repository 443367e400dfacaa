/* SPDX-License-Identifier: MIT */
#include "collector/names.h"
#include "tests/check.h"

#include <errno.h>

static struct names names;

/* ARGS: "node\0/x/bin/gemini\0" and so on. */
static const char *identified(const char *comm, const char *args, size_t len, bool *interpreted)
{
	struct command command = {.comm = comm, .args = args, .args_len = len};
	const struct agent_name *agent = names_identify(&names, &command, interpreted);

	return agent ? agent->name : "none";
}

#define CHECK_NAME(comm, args, want, want_interpreted)                               \
	do {                                                                         \
		bool interpreted;                                                    \
		CHECK_STR(identified(comm, args, sizeof(args), &interpreted), want); \
		CHECK(interpreted == (want_interpreted));                            \
	} while (0)

static void test_real_installations(void)
{
	CHECK_NAME("claude", "claude", "claude", false);
	CHECK_NAME("claude.exe", "/x/claude-code/bin/claude.exe", "claude", false);
	CHECK_NAME("2.1.37", "claude", "claude", false);
	CHECK_NAME(".claude-wrapped", "/nix/store/x/bin/.claude-wrapped", "claude", false);
	CHECK_NAME(".claude-unwrapp", "/run/x", "claude", false);
	CHECK_NAME(".codex-wrapped_", "/run/x", "codex", false);
	CHECK_NAME(".cursor-agent-w", "/run/x", "cursor-agent", false);
	CHECK_NAME("codex-raw", "/nix/store/x/codex-raw", "codex", false);
	CHECK_NAME("node", "node\0/x/bin/codex", "codex", true);
	CHECK_NAME(
		"node", "/usr/bin/node\0--max-old-space-size=8000\0/x/bin/gemini", "gemini", true);
	CHECK_NAME("MainThread", "node\0/x/bin/copilot.js", "copilot", true);
	CHECK_NAME(
		"node", "node\0/x/node_modules/@google/gemini-cli/dist/index.js", "gemini", true);
	CHECK_NAME("node", "node\0/x/node_modules/@qwen-code/qwen-code/cli.js", "qwen", true);
	CHECK_NAME("node", "node\0-r\0/x/hook.js\0/x/bin/qwen", "qwen", true);
	CHECK_NAME("python3.11", "/usr/bin/python3.11\0-m\0aider", "aider", true);
	CHECK_NAME("claude", "/bin/bash\0/x/bin/claude", "claude", true);
	CHECK_NAME("bun", "bun\0run\0/x/opencode.js", "opencode", true);
	CHECK_NAME("goose", "/x/renamed-itself", "goose", false);
}

static void test_other_programs(void)
{
	CHECK_NAME("node", "node\0/home/u/claude/index.js", "none", false);
	CHECK_NAME("node", "node", "none", false);
	CHECK_NAME("node", "node\0-e\0claude()", "none", false);
	CHECK_NAME("vim", "vim\0claude", "none", false);
	CHECK_NAME("claudette", "claudette", "none", false);
	CHECK_NAME("clang", "clang\0codex.c", "none", false);
	CHECK_NAME("3.2.1", "/x/other", "none", false);
}

static void test_modes_that_serve_no_person(void)
{
	CHECK_NAME("codex", "codex\0app-server\0--listen\0unix://", "none", false);
	CHECK_NAME("codex", "codex\0mcp", "none", false);
	CHECK_NAME("claude", "claude\0--chrome-native-host", "none", false);
	CHECK_NAME("node", "node\0/x/bin/codex\0mcp-server", "none", true);
	CHECK_NAME("claude", "claude\0-p\0about the mcp", "claude", false);
	CHECK_NAME("claude", "claude\0fix\0serve", "claude", false);
}

static void test_malformed_arguments(void)
{
	bool interpreted;
	char many[512];

	memset(many, 'a', sizeof(many)); /* no NUL at all */
	CHECK_STR(identified("x", many, sizeof(many), &interpreted), "none");
	memset(many, 0, sizeof(many)); /* more arguments than are looked at */
	CHECK_STR(identified("x", many, sizeof(many), &interpreted), "none");
	CHECK_STR(identified("claude", "", 0, &interpreted), "claude");
}

static void test_adding(void)
{
	struct names own = {};
	char spec[80];

	CHECK_INT(names_add(&own, "mine=robot"), 0);
	CHECK_STR(own.entries[0].source, "robot");
	CHECK_INT(names_add(&own, "mine"), 0);
	CHECK_INT(own.count, 1);
	CHECK_STR(own.entries[0].source, "mine");
	CHECK_INT(names_add(&own, ""), -EINVAL);
	CHECK_INT(names_add(&own, "=x"), -EINVAL);
	CHECK_INT(names_add(&own, "x="), -EINVAL);
	CHECK_INT(names_add(&own, "a b"), -EINVAL);
	CHECK_INT(names_add(&own, "a/b"), -EINVAL);
	CHECK_INT(names_add(&own, "%n"), -EINVAL);
	for (int i = 1; i < NAMES_MAX; i++) {
		snprintf(spec, sizeof(spec), "agent%d", i);
		CHECK_INT(names_add(&own, spec), 0);
	}
	CHECK_INT(names_add(&own, "one-more"), -ENOSPC);
}

static bool seen_wrapped, seen_node;

static int each_comm(void *data, const char comm[NAMES_COMM], bool interpreter)
{
	CHECK(comm[NAMES_COMM - 1] == '\0');
	seen_wrapped |= !interpreter && strcmp(comm, ".cursor-agent-w") == 0;
	seen_node |= interpreter && strcmp(comm, "node") == 0;
	CHECK(strcmp(comm, "bash") != 0);
	return ++*(int *)data == 200 ? -ENOSPC : 0;
}

static void test_kernel_filter(void)
{
	int count = 0;

	CHECK_INT(names_each_comm(&names, each_comm, &count), 0);
	CHECK(seen_wrapped && seen_node);
	count = 199;
	CHECK_INT(names_each_comm(&names, each_comm, &count), -ENOSPC);
}

int main(void)
{
	names_init_default(&names);
	test_real_installations();
	test_other_programs();
	test_modes_that_serve_no_person();
	test_malformed_arguments();
	test_adding();
	test_kernel_filter();
	return 0;
}
