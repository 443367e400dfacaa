/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <dirent.h>

/* Runs a target once for each file of the folders given: by any compiler, what libFuzzer once ran. */

static void run(const char *path)
{
	static uint8_t data[1 << 20];
	FILE *file = fopen(path, "re");
	size_t size;
	uint8_t *exact;

	CHECK(file);
	size = fread(data, 1, sizeof(data), file);
	fclose(file);
	exact = malloc(size ? size : 1);
	CHECK(exact);
	memcpy(exact, data, size);
	printf("%s\n", path);
	fflush(stdout);
	LLVMFuzzerTestOneInput(exact, size);
	free(exact);
}

int main(int argc, char **argv)
{
	int runs = 0;

	for (int i = 1; i < argc; i++) {
		DIR *folder = opendir(argv[i]);
		const struct dirent *entry;

		CHECK(folder);
		while ((entry = readdir(folder))) {
			char path[1024];

			snprintf(path, sizeof(path), "%s/%s", argv[i], entry->d_name);
			if (entry->d_name[0] != '.') {
				run(path);
				runs++;
			}
		}
		closedir(folder);
	}
	CHECK(runs > 0);
	return 0;
}
