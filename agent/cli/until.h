/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_UNTIL_H
#define AGENT_CLI_UNTIL_H

#include <glib.h>

/* What "wait" waits for. Pure. */

enum until_result {
	UNTIL_NOT_YET,
	UNTIL_REACHED,
	UNTIL_ENDED, /* and now can't be reached any more */
};

/* WORDS of --until; NULL: that it waits for its user. */
enum until_result until_session(char *const *words, GVariant *session);

/* A session is gone, with LEFT others that it might be, too. */
enum until_result until_removal(char *const *words, guint left);

/* What --until may name, ending with NULL. */
const char *const *until_words(void);

#endif
