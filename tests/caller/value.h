/* SPDX-License-Identifier: MIT */
#ifndef TESTS_CALLER_VALUE_H
#define TESTS_CALLER_VALUE_H

#include <glib.h>

/* Values for D-Bus, drawn at random. */

/* The signature of some arguments, of at most LEN - 1 characters. */
void value_signature(char *ret, gsize len);

/* A value of that type, floating; a text in it is now and then one of the COUNT words. */
GVariant *value_make(const char *signature, const char *const *words, guint count);

/* The id of the session that the object PATH stands for. */
char *value_id_of(const char *path);

#endif
