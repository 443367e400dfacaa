/* SPDX-License-Identifier: MIT */
#include "agent/options.h"
#include "fuzz.h"

#define MOST 16

/* The agent's command line, an argument a line. Help, which ends the program, is left out. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GPtrArray) args = g_ptr_array_new_with_free_func(free);
	g_autofree char **argv = NULL;
	g_autoptr(GError) error = NULL;
	struct options options;
	int argc;

	g_ptr_array_add(args, fuzz_text((const uint8_t *)"agent", 5));
	while (size && args->len < MOST)
		g_ptr_array_add(args, fuzz_take(&data, &size, '\n'));
	for (guint i = 1; i < args->len; i++) {
		const char *arg = g_ptr_array_index(args, i);

		if (arg[0] == '-' && strpbrk(arg, "h?"))
			return 0;
	}
	argv = g_memdup2(args->pdata, args->len * sizeof(char *));
	argv = g_renew(char *, argv, args->len + 1);
	argc = (int)args->len;
	argv[argc] = NULL;
	if (options_parse(&options, &argc, &argv, &error)) {
		CHECK(g_path_is_absolute(options.socket));
		CHECK(!options.badge_dir || g_path_is_absolute(options.badge_dir));
		options_finish(&options);
	} else {
		CHECK(error && *error->message);
	}
	return 0;
}
