/* SPDX-License-Identifier: MIT */
#ifndef TESTS_DRAW_H
#define TESTS_DRAW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Choices of a test that plays at random: by a seed, or by the bytes that a fuzzer finds. */
void draw_seed(unsigned long seed);
void draw_bytes(const uint8_t *bytes, size_t len);

/* One of 0 to N - 1. */
unsigned draw(unsigned n);

/* The bytes are used up: all that follows is 0. A seed never ends. */
bool draw_ended(void);

/* Ends the test; says how to have it again. */
void draw_fail(const char *what) __attribute__((noreturn));

#endif
