/* SPDX-License-Identifier: MIT */
#include "collector/names-file.h"
#include "fuzz.h"

#include <sys/mman.h>
#include <unistd.h>

static int check_comm(void *data, const char comm[NAMES_COMM], bool interpreter)
{
	CHECK(memchr(comm, '\0', NAMES_COMM) && comm[0]);
	return 0;
}

/* The file that names more agents. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct names names;
	char path[64];
	int fd = memfd_create("agents", MFD_CLOEXEC);

	CHECK(fd >= 0);
	CHECK_INT(write(fd, data, size), size);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	names_init_default(&names);
	CHECK(names_file_read(path, &names) >= 0);
	CHECK(names.count > 0 && names.count <= NAMES_MAX);
	for (size_t i = 0; i < names.count; i++)
		CHECK(names.entries[i].name[0] && names.entries[i].source[0]);
	CHECK_INT(names_each_comm(&names, check_comm, NULL), 0);
	close(fd);
	return 0;
}
