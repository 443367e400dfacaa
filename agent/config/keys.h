/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CONFIG_KEYS_H
#define AGENT_CONFIG_KEYS_H

#include "agent/config/config.h"

/* Every setting there is: what the file is read by, and what the example and the manual say. */

enum config_type {
	CONFIG_BOOLEAN,
	CONFIG_MILLISECONDS,
	CONFIG_PATH,     /* absolute, or "" */
	CONFIG_WORD,     /* one of WORDS, as its index */
	CONFIG_WORDS,    /* a list of some of WORDS */
	CONFIG_NAMES,    /* a list of anything */
	CONFIG_NAME,     /* one line of anything, may be "" */
	CONFIG_TEMPLATE, /* as text.h says */
};

struct config_key {
	const char *group;
	const char *key;
	enum config_type type;
	gsize offset;
	const char *fallback; /* as it would be written in the file */
	guint max;
	const char *const *words;
	const char *help; /* lines */
};

extern const struct config_key CONFIG_KEYS[];
extern const gsize CONFIG_KEYS_COUNT;

#endif
