/* SPDX-License-Identifier: MIT */
#include "collector/names-file.h"

#include "collector/cleanup.h"

#include <errno.h>
#include <string.h>

#define BLANKS " \t\r\n"

/* LINE, of LEN bytes, holds a name that was added, or none. */
static bool take_line(struct names *names, char *line, size_t len)
{
	char *text = line + strspn(line, BLANKS), *end = line + len;

	if (strlen(line) != len)
		return false;
	while (end > text && strchr(BLANKS, end[-1]))
		*--end = '\0';
	return *text == '\0' || *text == '#' || names_add(names, text) == 0;
}

int names_file_read(const char *path, struct names *names)
{
	_cleanup_fclose_ FILE *file = fopen(path, "re");
	_cleanup_free_ char *line = NULL;
	size_t size = 0;
	ssize_t len;
	int number = 1;

	if (!file)
		return -errno;
	for (; (len = getline(&line, &size, file)) >= 0; number++)
		if (!take_line(names, line, (size_t)len))
			return number;
	/* Without memory for a line neither end nor error is noted of the file. */
	return feof(file) ? 0 : -errno;
}
