/* SPDX-License-Identifier: MIT */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include "tests/check.h"

#include <stddef.h>
#include <stdint.h>

/* What each target is: libFuzzer calls it, or replay.c with the seeds. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A text of exactly the LEN bytes at DATA, so that one step beyond them is seen. */
static inline char *fuzz_text(const uint8_t *data, size_t len)
{
	char *text = malloc(len + 1);

	CHECK(text);
	if (len)
		memcpy(text, data, len);
	text[len] = '\0';
	return text;
}

/* The part of an input up to PART, which is skipped; all of it where there is none. */
static inline char *fuzz_take(const uint8_t **data, size_t *size, uint8_t part)
{
	const uint8_t *end = *size ? memchr(*data, part, *size) : NULL;
	size_t len = end ? (size_t)(end - *data) : *size;
	char *text = fuzz_text(*data, len);

	*data += len + (end != NULL);
	*size -= len + (end != NULL);
	return text;
}

#endif
