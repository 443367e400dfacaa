/* SPDX-License-Identifier: MIT */
#ifndef AGENT_NAMING_H
#define AGENT_NAMING_H

#include "agent/place/locate.h"
#include "agent/place/project.h"
#include "agent/session/model.h"

/* Finds out which project a session is of, and tells the model. CHANGED follows that. */
struct naming {
	struct model *model;
	const struct locate *locate;
	const char *const *sources; /* of names: what project.h says of them */
	void (*changed)(gpointer data);
	gpointer data;
};

void naming_find(struct naming *naming, const struct frame_session *session);

#endif
