/* SPDX-License-Identifier: MIT */
#ifndef PROTO_BASIS_H
#define PROTO_BASIS_H

#include <stdbool.h>
#include <stdint.h>

/*
 * What the terminal of a session was like when its state, or the kind of its wait, was last decided: for
 * whoever asks why. Words, sizes and times.
 */
enum basis_mode {
	BASIS_MODE_UNKNOWN,
	BASIS_MODE_LINE,
	BASIS_MODE_RAW,
	_BASIS_MODE_MAX,
};

enum basis_says {
	BASIS_SAYS_NOTHING,
	BASIS_SAYS_WORK,
	BASIS_SAYS_REST,
	BASIS_SAYS_DONE, /* rest, by a channel that tells a request apart */
	BASIS_SAYS_BLOCKED,
	_BASIS_SAYS_MAX,
};

enum basis_cursor {
	BASIS_CURSOR_UNKNOWN,
	BASIS_CURSOR_SHOWN,
	BASIS_CURSOR_HIDDEN,
	_BASIS_CURSOR_MAX,
};

struct basis {
	bool known;
	enum basis_mode mode;
	enum basis_says says; /* declared, over whichever channel */
	enum basis_cursor cursor;
	uint32_t says_ms;   /* for how long */
	uint32_t frames;    /* of the latest run of output, */
	uint32_t frames_ms; /* which lasted so long, */
	uint32_t quiet_ms;  /* and was followed by silence */
};

/* The name on the wire; "" for the first of each. Static storage. */
const char *basis_mode_name(enum basis_mode mode);
const char *basis_says_name(enum basis_says says);
const char *basis_cursor_name(enum basis_cursor cursor);

/* The first of each where no value has that name: one of a later version. */
enum basis_mode basis_mode_parse(const char *name);
enum basis_says basis_says_parse(const char *name);
enum basis_cursor basis_cursor_parse(const char *name);

#endif
