/* SPDX-License-Identifier: MIT */
#include "proto/basis.h"

#include "proto/word.h"

#include <assert.h>

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

static int find(const char *const *names, size_t count, const char *name)
{
	int i = word_find(names, count, name);

	return i < 0 ? 0 : i;
}

enum basis_mode basis_mode_parse(const char *name)
{
	return (enum basis_mode)find(MODES, _BASIS_MODE_MAX, name);
}

enum basis_says basis_says_parse(const char *name)
{
	return (enum basis_says)find(SAYS, _BASIS_SAYS_MAX, name);
}

enum basis_cursor basis_cursor_parse(const char *name)
{
	return (enum basis_cursor)find(CURSORS, _BASIS_CURSOR_MAX, name);
}
