/* SPDX-License-Identifier: MIT */
#include "collector/identify.h"
#include "collector/words.h"
#include "tests/check.h"

static struct names names;

/* LINE: a command line, its arguments parted by "|". */
static struct identity look(const char *comm, const char *line)
{
	struct command command = {.comm = comm};
	static char args[1024];
	struct identity identity;

	command.args_len = (size_t)snprintf(args, sizeof(args), "%s", line) + 1;
	CHECK(command.args_len < sizeof(args));
	for (char *at = args; (at = strchr(at, '|'));)
		*at++ = '\0';
	command.args = args;
	identify(&names, &command, &identity);
	return identity;
}

#define CHECK_AGENT(comm, line, want, want_interpreted)             \
	do {                                                        \
		struct identity got_agent = look(comm, line);       \
		CHECK(got_agent.agent != NULL);                     \
		CHECK_STR(got_agent.agent->name, want);             \
		CHECK(got_agent.interpreted == (want_interpreted)); \
	} while (0)

static void test_real_installations(void)
{
	CHECK_AGENT("claude", "claude", "claude", false);
	CHECK_AGENT("claude.exe", "/x/claude-code/bin/claude.exe", "claude", false);
	CHECK_AGENT("2.1.37", "claude", "claude", false);
	CHECK_AGENT("2.1.37", "/home/u/.local/share/claude/versions/2.1.37", "claude", false);
	CHECK_AGENT(".claude-wrapped", "/nix/store/x/bin/.claude-wrapped", "claude", false);
	CHECK_AGENT(".claude-unwrapp", "/run/x", "claude", false);
	CHECK_AGENT(".codex-wrapped_", "/run/x", "codex", false);
	CHECK_AGENT(".cursor-agent-w", "/run/x", "cursor-agent", false);
	CHECK_AGENT("codex-raw", "/nix/store/x/codex-raw", "codex", false);
	CHECK_AGENT("node", "node|/x/bin/codex", "codex", true);
	CHECK_AGENT(
		"node", "/usr/bin/node|--max-old-space-size=8000|/x/bin/gemini", "gemini", true);
	CHECK_AGENT("MainThread", "node|/x/bin/copilot.js", "copilot", true);
	CHECK_AGENT(
		"node", "node|/x/node_modules/@google/gemini-cli/dist/index.js", "gemini", true);
	CHECK_AGENT("node", "node|/x/node_modules/@qwen-code/qwen-code/cli.js", "qwen", true);
	CHECK_AGENT("node", "node|-r|/x/hook.js|/x/bin/qwen", "qwen", true);
	CHECK_AGENT("node", "node|-C|development|/x/bin/qwen", "qwen", true);
	CHECK_AGENT("node", "node|--import|tsx|--title|claude|--|/x/bin/qwen", "qwen", true);
	CHECK_AGENT("node",
		"node|/x/node_modules/.pnpm/@qwen-code+qwen-code@0.24.4/node_modules/"
		"@qwen-code/qwen-code/dist/index.js",
		"qwen", true);
	CHECK_AGENT("qwen-code sessi", "qwen-code session", "qwen", false);
	CHECK_AGENT("Kimi Code", "Kimi Code", "kimi", false);
	CHECK_AGENT("python3.11", "/usr/bin/python3.11|-m|aider", "aider", true);
	CHECK_AGENT("python3", "python3|-X|dev|-Im|aider|--no-git", "aider", true);
	CHECK_AGENT("python3", "python3|-uWignore|/x/bin/aider", "aider", true);
	CHECK_AGENT("claude", "/bin/bash|/x/bin/claude", "claude", true);
	CHECK_AGENT("claude", "/bin/bash|-eo|pipefail|/x/bin/claude", "claude", true);
	CHECK_AGENT("bun", "bun|run|/x/opencode.js", "opencode", true);
	CHECK_AGENT("bun", "bun|--cwd|/x|run|--silent|/x/opencode.js", "opencode", true);
	CHECK_AGENT("aider", "/x/renamed-itself", "aider", false);
	CHECK_AGENT("claude", "/home/u/My Tools/claude", "claude", false);
}

/* How the kernel decides whom it tells of (bpf/life.h). */
struct filter {
	const char *comm;
	bool passed;
};

static int pass(void *data, const char comm[NAMES_COMM], bool interpreter)
{
	struct filter *filter = data;

	filter->passed |= strncmp(filter->comm, comm, NAMES_COMM) == 0;
	return 0;
}

static bool is_told_of(const char *comm)
{
	struct filter filter = {.comm = comm};

	names_each_comm(&names, pass, &filter);
	return filter.passed;
}

/* %N is the name, %P the package; a command line that begins with "%" starts under the name, any
 * other under the program's. */
struct form {
	const char *comm; /* when it starts, or NULL: as its program */
	const char *line;
	bool interpreted;
	bool proves; /* also a common name */
};

static const struct form BY_NAME[] = {
	{NULL, "%N", false, false},
	{NULL, "/home/u/.local/bin/%N", false, false},
	{NULL, "/home/u/.local/bin/%N|-p|say hello", false, false},
	{NULL, "/x/%N.exe", false, false},
	{".%N-wrapped", "%N", false, false},
	{".%N-wrapped", "/nix/store/x-%N-1/bin/.%N-wrapped", false, false},
	{".%N-wrapped_", "/nix/store/x-%N-1/bin/.%N-wrapped_", false, false},
	{"%N", "/bin/sh|/home/u/.local/share/pnpm/%N", true, false},
	{"%N", "/usr/bin/bash|/x/node_modules/.bin/%N|--resume", true, false},
	{"node", "node|/usr/bin/%N", true, false},
	{"node", "node|--no-warnings|-C|development|/usr/local/bin/%N", true, false},
	{"node", "node|/home/u/p/node_modules/.bin/%N", true, false},
	{"node", "node|/home/u/.npm/_npx/1f2e3d/node_modules/.bin/%N", true, false},
	{"bun", "bun|/home/u/.bun/bin/%N", true, false},
	{"deno", "deno|run|-A|/home/u/.deno/bin/%N", true, false},
	{"%N", "/home/u/p/.venv/bin/python|/home/u/p/.venv/bin/%N", true, false},
	{"python3.12", "python3.12|-m|%N", true, false},
};

static const struct form BY_PACKAGE[] = {
	{"node", "node|/usr/lib/node_modules/%P/dist/cli.js", true, true},
	{"node", "node|/usr/lib/node_modules/%P/bin/%N.js|-p|hello", true, true},
	{"node", "node|/home/u/p/node_modules/%P/dist/index.js", true, true},
	{"node", "node|/home/u/.npm/_npx/1f2e3d/node_modules/%P/bin.mjs", true, true},
	{"node",
		"node|/home/u/.local/share/pnpm/global/5/node_modules/.pnpm/x@1.2.3/node_modules/"
		"%P/dist/cli.js",
		true, true},
	{"node", "node|/nix/store/x-1/lib/node_modules/%P/dist/index.js", true, true},
	{NULL, "/usr/lib/node_modules/%P/bin/%N", false, true},
	{NULL, "/usr/lib/node_modules/%P/bin/.%N", false, true},
	{NULL, "/usr/lib/node_modules/%P/node_modules/%P-linux-x64/bin/%N", false, true},
	{"%N", "/home/u/.local/share/pipx/venvs/%P/bin/python|/home/u/.local/bin/%N", true, true},
	{"%N", "/home/u/.local/share/uv/tools/%P/bin/python3|/home/u/.local/bin/%N", true, true},
};

static void fill(char *text, size_t size, const char *form, const char *name, const char *package)
{
	size_t len = 0;

	for (; *form; form++) {
		const char *part = form[0] != '%' ? NULL : form[1] == 'N' ? name : package;

		len += (size_t)snprintf(
			text + len, size - len, "%.*s", part ? 64 : 1, part ? part : form);
		CHECK(len < size);
		form += part != NULL;
	}
}

static void check_form(const struct agent_name *entry, const struct form *form, const char *package)
{
	char line[512], comm[128], *slash;
	struct identity got;

	fill(line, sizeof(line), form->line, entry->name, package);
	fill(comm, sizeof(comm), form->comm ? form->comm : form->line, entry->name, package);
	comm[strcspn(comm, "|")] = '\0';
	slash = strrchr(comm, '/');
	memmove(comm, slash ? slash + 1 : comm, strlen(slash ? slash + 1 : comm) + 1);
	comm[NAMES_COMM - 1] = '\0';
	if (strncmp(comm, "python3.", 8) != 0)
		CHECK(is_told_of(comm));
	got = look(comm, line);
	if (!got.agent || strcmp(got.agent->source, entry->source) != 0 ||
		got.interpreted != form->interpreted ||
		got.candidate != (entry->common && !form->proves)) {
		fprintf(stderr, "%s: %s is %s, %d, %d\n", entry->name, line,
			got.agent ? got.agent->name : "none", got.interpreted, got.candidate);
		exit(1);
	}
}

/* Each name of the table, in each form it is installed in. */
static void test_every_name_in_every_form(void)
{
	for (size_t i = 0; i < names.count; i++) {
		const struct agent_name *entry = &names.entries[i];
		const char *list = entry->packages, *word;
		char package[64];
		size_t len;

		for (size_t f = 0; f < sizeof(BY_NAME) / sizeof(BY_NAME[0]); f++)
			check_form(entry, &BY_NAME[f], "");
		while ((word = words_next(&list, &len))) {
			snprintf(package, sizeof(package), "%.*s", (int)len, word);
			for (size_t f = 0; f < sizeof(BY_PACKAGE) / sizeof(BY_PACKAGE[0]); f++)
				check_form(entry, &BY_PACKAGE[f], package);
		}
	}
}

/* What is no agent, however it may look. */
static void test_look_alikes(void)
{
	static const struct {
		const char *comm;
		const char *line;
	} NONE[] = {
		{"vim", "vim|pi.js"},
		{"vim", "vim|pi"},
		{"nvim", "nvim|/x/node_modules/@openai/codex/bin/codex.js"},
		{"less", "less|codex.md"},
		{"man", "man|claude"},
		{"tail", "tail|-f|claude.log"},
		{"bash", "bash"}, /* a shell function called q */
		{"bash", "bash|-c|claude"},
		{"sh", "sh|-lc|codex --help"},
		{"ssh-agent", "ssh-agent|-D"},
		{"gpg-agent", "gpg-agent|--server"},
		{"pngcrush", "pngcrush|a.png|b.png"},
		{"mongoose", "mongoose|--port|80"},
		{"claudette", "claudette"},
		{"clang", "clang|codex.c"},
		{"pip", "/usr/bin/python3|/usr/bin/pip|install|aider-chat"},
		{"python3", "python3|-m|http.server"},
		{"python3", "/x/pipx/venvs/mistral-vibe/bin/python3|-m|http.server"},
		{"python3", "python3|-c|print()|aider"},
		{"python3", "python3|-cprint()|aider"},
		{"python3", "python3|-|aider"},
		{"node", "node"},
		{"node", "node|-e|claude()"},
		{"node", "node|--eval|1|/x/bin/claude"},
		{"node", "node|-r|/x/bin/claude|/x/other.js"},
		{"node", "node|--title=claude|/x/other.js"},
		{"node", "node|/home/u/claude/index.js"},
		{"node", "node|/x/node_modules/foo/pi.js"},
		{"pi.js", "/usr/bin/node|/x/node_modules/foo/pi.js"},
		{"pi", "/x/node_modules/foo/bin/pi"},
		{"node", "node|/x/node_modules/@google/gemini-cli/node_modules/foo/cli.js"},
		{"node", "node|/x/node_modules/.pnpm/cline@1/node_modules/foo/cli.js"},
		{"node", "node|/x/node_modules/@google/gemini-cli-core/index.js"},
		{"node", "node|/x/node_modules/@google/gemini-cli/dist/mcp-server.js"},
		{"node", "node|/x/node_modules/@qwen-code/qwen-code/worker.mjs"},
		{"rg", "/x/node_modules/@openai/codex-linux-x64/vendor/x/path/rg|foo"},
		{"node", "node|/usr/bin/npx|@anthropic-ai/claude-code"},
		{"npm exec @anthr", "npm exec @anthropic-ai/claude-code"},
		{"npm exec codex", "npm exec codex"},
		{"bunx", "bunx|codex"},
		{"bun", "bun|x|codex"},
		{"3.2.1", "/x/other"},
		{"2.1.37", "/opt/other/versions/2.1.37"},
		{"2.1.37", "/x/2.1.37"},
		{"rg", "/home/u/.local/share/claude/versions/2.1.37/rg"},
		{"tmux: server", "tmux: server|/x/claude"},
		{"", ""},
	};

	for (size_t i = 0; i < sizeof(NONE) / sizeof(NONE[0]); i++) {
		struct identity got = look(NONE[i].comm, NONE[i].line);

		if (got.agent)
			fprintf(stderr, "%s is %s\n", NONE[i].line, got.agent->name);
		CHECK(!got.agent && !got.interpreted && !got.candidate);
	}
}

/* Programs of Debian and others that are called as an agent is: the terminal decides. */
static void test_candidates(void)
{
	static const char *const LINES[] = {"forge|build", "forge|test|--watch", "goose|up",
		"goose|-dir|db|postgres|status", "q|-H|select 1", "q", "amp|logs", "agent|run",
		"/usr/bin/crush|a.png", "hermes|start", "droid|-h", "python3|/home/u/bin/pi.py",
		"node|/home/u/pi.js", "/bin/sh|/home/u/bin/vibe", "letta|list",
		"node|/x/node_modules/.bin/cn", "kilo|main.c", "grok|-f|grok.conf"};

	for (size_t i = 0; i < sizeof(LINES) / sizeof(LINES[0]); i++) {
		struct identity got = look("x", LINES[i]);

		CHECK(got.agent && got.candidate);
	}
}

static void test_modes_that_serve_no_person(void)
{
	static const char *const TAILS[] = {"app-server|--listen|unix://", "mcp", "mcp-server",
		"acp", "serve|--port|1", "web", "gateway|start", "--acp", "--acp=true",
		"--chrome-native-host", "--bg-spare", "--bg-pty-host|7", "--managed-daemon",
		"-p|--input-format|stream-json", "--mode|rpc", "--mode=rpc|--no-session"};
	char line[256];

	for (size_t i = 0; i < names.count; i++) {
		for (size_t t = 0; t < sizeof(TAILS) / sizeof(TAILS[0]); t++) {
			snprintf(line, sizeof(line), "%s|%s", names.entries[i].name, TAILS[t]);
			CHECK(!look(names.entries[i].name, line).agent);
			snprintf(line, sizeof(line), "node|-r|x|/usr/bin/%s|%s",
				names.entries[i].name, TAILS[t]);
			CHECK(!look("node", line).agent);
		}
	}
	CHECK_AGENT("claude", "claude|-p|about the mcp", "claude", false);
	CHECK_AGENT("claude", "claude|-p|--output-format|stream-json|hi", "claude", false);
	CHECK_AGENT("claude", "claude|fix|serve", "claude", false);
}

static void test_own_names(void)
{
	struct names own = {}, *all = &names;
	struct identity got;

	CHECK_INT(names_add(&own, "my-agent=robot"), 0);
	names = own;
	got = look("node", "node|/x/node_modules/@me/my-agent/dist/index.js");
	CHECK(got.agent && !got.candidate && got.interpreted);
	got = look("node", "node|/x/node_modules/my-agent/dist/index.js");
	CHECK(got.agent != NULL);
	CHECK(!look("node", "node|/x/node_modules/@my-agent/other/index.js").agent);
	CHECK(!look("claude", "claude").agent);
	names_init_default(all);
}

static void test_malformed_arguments(void)
{
	struct command command = {.comm = "x"};
	struct identity got;
	char many[512];

	command.args = many;
	command.args_len = sizeof(many);
	memset(many, 'a', sizeof(many)); /* no NUL at all */
	identify(&names, &command, &got);
	CHECK(!got.agent);
	memset(many, 0, sizeof(many)); /* more arguments than are looked at */
	identify(&names, &command, &got);
	CHECK(!got.agent);
	command.args_len = 0;
	command.comm = "claude";
	identify(&names, &command, &got);
	CHECK_STR(got.agent->name, "claude");
	CHECK(!look("node", "node|/node_modules/").agent);
	CHECK(!look("node", "node|/node_modules/@").agent);
	CHECK(!look("node", "node|/node_modules/@x/").agent);
	CHECK(!look("node", "node|-C").agent);
	CHECK(!look("python3", "python3|-m").agent);
	CHECK(!look("x", "/versions/1.2.3").agent);
	CHECK(!look("x", "claude/versions/").agent);
}

int main(void)
{
	names_init_default(&names);
	test_real_installations();
	test_every_name_in_every_form();
	test_look_alikes();
	test_candidates();
	test_modes_that_serve_no_person();
	test_own_names();
	test_malformed_arguments();
	return 0;
}
