/* SPDX-License-Identifier: MIT */
#include "agent/base/dump.h"

#include <stdlib.h>

char *dump_json(json_t *value, size_t flags)
{
	char *text = json_dumps(value, flags), *copy;

	json_decref(value);
	/* None, where a text in it was no UTF-8: to see to that is for its maker. */
	g_assert(text);
	copy = g_strdup(text);
	free(text);
	return copy;
}
