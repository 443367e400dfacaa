/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_LEAST_H
#define COLLECTOR_LEAST_H

#include <stdint.h>

/* The lesser and the greater of two times. */
static inline uint64_t least(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

static inline uint64_t most(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

#endif
