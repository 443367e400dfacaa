/* SPDX-License-Identifier: MIT */
#include "collector/options.h"
#include "fuzz.h"

#include <getopt.h>

#define MOST 16

/* getopt keeps its place in a cluster of letters, and a refusal leaves it there. */
static void forget_place(void)
{
	char *none[] = {(char *)"", NULL};

	optind = 0;
	(void)getopt(1, none, "");
}

/* The collector's command line, an argument a line. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct options options;
	char *args[MOST + 1], *argv[MOST + 1];
	int argc = 0, r;

	/* getopt moves them. */
	args[argc] = argv[argc] = fuzz_text((const uint8_t *)"collector", 9);
	for (argc = 1; size && argc < MOST; argc++)
		args[argc] = argv[argc] = fuzz_take(&data, &size, '\n');
	argv[argc] = NULL;
	forget_place();
	r = options_parse(argc, argv, &options);
	CHECK(r <= 0 || r == OPTIONS_E_DONE);
	if (r == 0) {
		CHECK(options.threshold_ms >= 100 && options.threshold_ms <= 60000);
		CHECK(options.names.count > 0 && options.names.count <= NAMES_MAX);
		CHECK(options.user_count <= OPTIONS_USERS_MAX);
		options_watch_user(&options, 1000);
	}
	while (argc > 0)
		free(args[--argc]);
	return 0;
}
