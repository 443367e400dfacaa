/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_WORDS_H
#define COLLECTOR_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* Words parted by blanks, as tables of data hold them. Pure. */

/* The word at or after *AT, which is moved behind it, and its length; NULL where there is none. */
const char *words_next(const char **at, size_t *ret_len);

/* WORD, of LEN bytes, is one of LIST, which may be NULL. */
bool words_hold(const char *list, const char *word, size_t len);

#endif
