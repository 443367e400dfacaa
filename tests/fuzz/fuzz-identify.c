/* SPDX-License-Identifier: MIT */
#include "collector/identify.h"
#include "fuzz.h"

/* A process by its name, up to the first newline, and its arguments, each ended by NUL. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct names names;
	char *comm = fuzz_take(&data, &size, '\n'), *args = fuzz_text(data, size);
	struct command command = {comm, args, size};
	struct identity identity = {};

	if (!names.count)
		names_init_default(&names);
	identify(&names, &command, &identity);
	CHECK(!identity.agent ||
		(identity.agent >= names.entries && identity.agent < names.entries + names.count));
	CHECK(identity.agent || !identity.candidate);
	names_find_file(&names, comm);
	names_find_comm(&names, comm);
	free(comm);
	free(args);
	return 0;
}
