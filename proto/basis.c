/* SPDX-License-Identifier: MIT */
#include "proto/basis.h"

#include <assert.h>
#include <string.h>

static const char *const MODES[_BASIS_MODE_MAX] = {
	[BASIS_MODE_UNKNOWN] = "",
	[BASIS_MODE_LINE] = "line",
	[BASIS_MODE_RAW] = "raw",
};

static const char *const SAYS[_BASIS_SAYS_MAX] = {
	[BASIS_SAYS_NOTHING] = "",
	[BASIS_SAYS_WORK] = "work",
	[BASIS_SAYS_REST] = "rest",
	[BASIS_SAYS_DONE] = "done",
	[BASIS_SAYS_BLOCKED] = "blocked",
};

static const char *const CURSORS[_BASIS_CURSOR_MAX] = {
	[BASIS_CURSOR_UNKNOWN] = "",
	[BASIS_CURSOR_SHOWN] = "shown",
	[BASIS_CURSOR_HIDDEN] = "hidden",
};

const char *basis_mode_name(enum basis_mode mode)
{
	assert(mode < _BASIS_MODE_MAX);
	return MODES[mode];
}

const char *basis_says_name(enum basis_says says)
{
	assert(says < _BASIS_SAYS_MAX);
	return SAYS[says];
}

const char *basis_cursor_name(enum basis_cursor cursor)
{
	assert(cursor < _BASIS_CURSOR_MAX);
	return CURSORS[cursor];
}

static unsigned int parse(const char *const *names, unsigned int count, const char *name)
{
	for (unsigned int i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return 0;
}

enum basis_mode basis_mode_parse(const char *name)
{
	return (enum basis_mode)parse(MODES, _BASIS_MODE_MAX, name);
}

enum basis_says basis_says_parse(const char *name)
{
	return (enum basis_says)parse(SAYS, _BASIS_SAYS_MAX, name);
}

enum basis_cursor basis_cursor_parse(const char *name)
{
	return (enum basis_cursor)parse(CURSORS, _BASIS_CURSOR_MAX, name);
}
