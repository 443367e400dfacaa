/* SPDX-License-Identifier: MIT */
#ifndef AGENT_SESSION_NEED_H
#define AGENT_SESSION_NEED_H

#include "agent/session/model.h"

/* What a session needs of its user. Pure. */

enum need {
	NEED_NONE,
	NEED_PROMPT, /* nothing tells yet that more than a prompt waits, the first of all for one */
	NEED_WAITING,  /* nothing tells what it waits for, and its user has not looked */
	NEED_FINISHED, /* nor here */
	NEED_DIED,
	NEED_ATTENTION, /* until it is answered */
};

enum need need_of(const struct model_session *s);

/* "attention"; "" for none. And back, NEED_NONE for what is no such word. */
const char *need_name(enum need need);
enum need need_parse(const char *name);

/* Orders needs, of which the states began at those times: the greater first, then what waits longer. */
gint need_order(enum need a, gint64 a_since_ms, enum need b, gint64 b_since_ms);

/* The same of pointers to struct model_session *. */
gint need_compare(gconstpointer a, gconstpointer b);

/* Where to go next: by need, and what was gone to already after what was not. What its user looks
 * at only where there is nothing else. NULL for nowhere. */
const struct model_session *need_next(const struct model *model);

#endif
