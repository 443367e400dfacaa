/* SPDX-License-Identifier: MIT */
#ifndef PROTO_WORD_H
#define PROTO_WORD_H

#include <stddef.h>

/* Which of the COUNT WORDS is called NAME, or -EINVAL. */
int word_find(const char *const *words, size_t count, const char *name);

#endif
