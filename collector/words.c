/* SPDX-License-Identifier: MIT */
#include "collector/words.h"

#include <string.h>

const char *words_next(const char **at, size_t *ret_len)
{
	const char *word = *at + strspn(*at, " ");

	*ret_len = strcspn(word, " ");
	*at = word + *ret_len;
	return *ret_len ? word : NULL;
}

bool words_hold(const char *list, const char *word, size_t len)
{
	const char *one;
	size_t one_len;

	while (list && (one = words_next(&list, &one_len)))
		if (one_len == len && strncmp(one, word, len) == 0)
			return true;
	return false;
}
