/* SPDX-License-Identifier: MIT */
#include "agent/bar/click.h"

#include <jansson.h>
#include <string.h>

#define LEFT 1

/* All of it is one array that never ends: "[", then "{...}" with a comma before or after it. */
char *click_parse(const char *line)
{
	const char *begin = strchr(line, '{'), *end = strrchr(line, '}');
	const char *instance = "";
	json_t *event;
	char *id = NULL;
	int button = 0;

	if (!begin || !end || end < begin)
		return NULL;
	event = json_loadb(begin, (size_t)(end - begin) + 1, 0, NULL);
	if (json_unpack(event, "{s:i, s?s}", "button", &button, "instance", &instance) == 0 &&
		button == LEFT)
		id = g_strdup(instance);
	json_decref(event);
	return id;
}
