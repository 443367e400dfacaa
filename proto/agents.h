/* SPDX-License-Identifier: MIT */
#ifndef PROTO_AGENTS_H
#define PROTO_AGENTS_H

#include <stddef.h>

/* The agents that are known: whom the collector looks for, and what the agent calls them. */
struct agent {
	const char *source; /* on the wire; which icon */
	const char *title;  /* as its makers write it */
	/* Lists of words, parted by blanks. */
	const char *names;    /* of its file or script; "pi*": other programs are called so, too */
	const char *packages; /* of npm, PyPI or uv that install it; NULL: none */
	const char *process;  /* one name of its process, not of a file, with blanks; or NULL */
};

extern const struct agent AGENTS[];
extern const size_t AGENT_COUNT;

/* NULL for a source that is not in the table. */
const char *agents_title(const char *source);

#endif
