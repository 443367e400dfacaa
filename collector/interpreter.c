/* SPDX-License-Identifier: MIT */
#include "collector/interpreter.h"

#include "collector/words.h"

#include <string.h>

/* `node --help` of 20.20, and doc/node-config-schema.json of 25.0 for what came since. */
static const char NODE_VALUED[] =
	"-C -r --allow-fs-read --allow-fs-write --build-snapshot-config --conditions "
	"--cpu-prof-dir --cpu-prof-interval --cpu-prof-name --debug-port --diagnostic-dir "
	"--disable-proto --disable-warning --dns-result-order --env-file --env-file-if-exists "
	"--experimental-default-type --experimental-loader --experimental-policy "
	"--experimental-sea-config --heap-prof-dir --heap-prof-interval --heap-prof-name "
	"--heapsnapshot-near-heap-limit --heapsnapshot-signal --icu-data-dir --import "
	"--input-type --inspect-port --inspect-publish-uid --loader --localstorage-file "
	"--max-http-header-size --network-family-autoselection-attempt-timeout "
	"--openssl-config --policy-integrity --redirect-warnings --report-dir "
	"--report-directory --report-filename --report-signal --require --secure-heap "
	"--secure-heap-min --snapshot-blob --test-concurrency --test-coverage-branches "
	"--test-coverage-exclude --test-coverage-functions --test-coverage-include "
	"--test-coverage-lines --test-global-setup --test-isolation --test-name-pattern "
	"--test-reporter --test-reporter-destination --test-shard --test-skip-pattern "
	"--test-timeout --title --tls-cipher-list --tls-keylog --trace-event-categories "
	"--trace-event-file-pattern --trace-require-module --unhandled-rejections "
	"--use-largepages --v8-pool-size --watch-kill-signal --watch-path";

/* Bun 1.3, docs/snippets/cli/run.mdx, without those whose value is optional: they want a "=". */
static const char BUN_VALUED[] =
	"-F -d -l -r -u --conditions --console-depth --cpu-prof-dir --cpu-prof-name --cwd "
	"--define --dns-result-order --drop --elide-lines --env-file --extension-order "
	"--fetch-preconnect --filter --import --install --jsx-factory --jsx-fragment "
	"--jsx-import-source --jsx-runtime --loader --main-fields --max-http-header-size "
	"--origin --port --preload --require --shell --title --tsconfig-override "
	"--unhandled-rejections --user-agent --watch-kill-signal";

const struct interpreter INTERPRETERS[] = {
	{.names = "node nodejs", .valued = NODE_VALUED, .code = "-e -p -pe --eval --print --run"},
	{.names = "bun", .valued = BUN_VALUED, .code = "-e -p --eval --print", .word = "run"},
	{.names = "deno", .valued = "-c --cert --config --import-map", .word = "run"},
	/* `python3 --help` of 3.11 */
	{.names = "python python3",
		.valued = "-W -X --check-hash-based-pycs",
		.code = "-c",
		.module = "-m",
		.letters = true},
	{.names = "ruby", .valued = "-C -E -I -r --encoding", .code = "-e"},
	/* `bash --help` and its manual, 5.2 */
	{.names = "sh bash dash zsh",
		.valued = "-O -o --init-file --rcfile",
		.code = "-c -s",
		.letters = true,
		.shell = true},
};

const size_t INTERPRETER_COUNT = sizeof(INTERPRETERS) / sizeof(INTERPRETERS[0]);

void args_split(const char *text, size_t len, struct args *ret)
{
	const char *end = text + len;

	ret->count = 0;
	while (text < end && ret->count < ARGS_MAX) {
		const char *nul = memchr(text, '\0', (size_t)(end - text));

		if (!nul)
			return;
		ret->arg[ret->count++] = text;
		text = nul + 1;
	}
}

const struct interpreter *interpreter_find(const char *base)
{
	/* "python3.11", as in the kernel's filter */
	size_t len = strncmp(base, "python3.", 8) == 0 ? strlen("python3") : strlen(base);

	for (size_t i = 0; i < INTERPRETER_COUNT; i++)
		if (words_hold(INTERPRETERS[i].names, base, len))
			return &INTERPRETERS[i];
	return NULL;
}

enum option {
	OPTION_PLAIN,
	OPTION_VALUED,
	OPTION_MODULE,
	OPTION_CODE,
};

static enum option find_option(const struct interpreter *interpreter, const char *text, size_t len)
{
	if (words_hold(interpreter->code, text, len))
		return OPTION_CODE;
	if (words_hold(interpreter->module, text, len))
		return OPTION_MODULE;
	return words_hold(interpreter->valued, text, len) ? OPTION_VALUED : OPTION_PLAIN;
}

/* "-Im": the first letter that takes a value ends the letters, and has it in the next argument
 * only where nothing follows in this one. */
static enum option read_letters(const struct interpreter *interpreter, const char *text)
{
	for (const char *letter = text + 1; *letter; letter++) {
		const char one[] = {'-', *letter};
		enum option option = find_option(interpreter, one, sizeof(one));

		if (option == OPTION_VALUED && letter[1])
			return OPTION_PLAIN;
		if (option == OPTION_MODULE && letter[1])
			return OPTION_CODE;
		if (option != OPTION_PLAIN)
			return option;
	}
	return OPTION_PLAIN;
}

static enum option read_option(const struct interpreter *interpreter, const char *text)
{
	if (interpreter->letters && text[1] != '-')
		return read_letters(interpreter, text);
	return find_option(interpreter, text, strlen(text));
}

size_t interpreter_script(const struct interpreter *interpreter, const struct args *args)
{
	for (size_t i = 1; i < args->count; i++) {
		const char *arg = args->arg[i];
		enum option option;

		if (strcmp(arg, "-") == 0) /* the program comes by stdin */
			return 0;
		if (arg[0] != '-') {
			if (!words_hold(interpreter->word, arg, strlen(arg)))
				return i;
			continue;
		}
		option = read_option(interpreter, arg);
		if (option == OPTION_CODE)
			return 0;
		if (option == OPTION_MODULE)
			return i + 1 < args->count ? i + 1 : 0;
		i += option == OPTION_VALUED;
	}
	return 0;
}
