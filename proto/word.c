/* SPDX-License-Identifier: MIT */
#include "proto/word.h"

#include <errno.h>
#include <string.h>

int word_find(const char *const *words, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(words[i], name) == 0)
			return (int)i;
	return -EINVAL;
}
