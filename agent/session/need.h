/* SPDX-License-Identifier: MIT */
#ifndef AGENT_SESSION_NEED_H
#define AGENT_SESSION_NEED_H

#include "agent/session/model.h"

/* What a session needs of its user. Pure. */

enum need {
	NEED_NONE,
	NEED_WAITING,  /* nothing tells what it waits for, and its user has not looked */
	NEED_FINISHED, /* nor here */
	NEED_DIED,
	NEED_ATTENTION, /* until it is answered */
};

enum need need_of(const struct model_session *s);

/* "attention"; "" for none. */
const char *need_name(enum need need);

/* Orders pointers to struct model_session *: the greater need first, then what waits longer. */
gint need_compare(gconstpointer a, gconstpointer b);

/* Where to go next: by need, and what was gone to already after what was not. What its user looks
 * at only where there is nothing else. NULL for nowhere. */
const struct model_session *need_next(const struct model *model);

#endif
