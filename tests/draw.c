/* SPDX-License-Identifier: MIT */
#include "draw.h"

#include <stdio.h>
#include <stdlib.h>

static unsigned long seed;
static const uint8_t *at, *end; /* NULL: by the seed */

void draw_seed(unsigned long s)
{
	seed = s;
	at = end = NULL;
	srand((unsigned)s);
}

void draw_bytes(const uint8_t *bytes, size_t len)
{
	at = bytes;
	end = bytes + len;
}

unsigned draw(unsigned n)
{
	unsigned value = 0;

	if (!at)
		return (unsigned)rand() % n;
	for (unsigned most = 1; most < n && at < end; most *= 256)
		value = value << 8 | *at++;
	return value % n;
}

bool draw_ended(void)
{
	return at && at == end;
}

void draw_fail(const char *what)
{
	if (at)
		fprintf(stderr, "%s\n", what);
	else
		fprintf(stderr, "seed %lu: %s\n", seed, what);
	exit(1);
}
