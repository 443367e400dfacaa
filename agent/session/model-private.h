/* SPDX-License-Identifier: MIT */
#ifndef AGENT_SESSION_MODEL_PRIVATE_H
#define AGENT_SESSION_MODEL_PRIVATE_H

#include "agent/session/model.h"

/* The model as its own files see it. Pure. */

struct model {
	struct model_rules rules;
	GHashTable *sessions; /* id -> struct model_session */
	gint64 focused;
	gint64 disconnected_at; /* -1 while connected */
	gboolean in_snapshot;
	gboolean blind;
	guint serial;        /* the last one given */
	gint64 paused_until; /* -1; else no cards until then, G_MAXINT64 for ever */
	gint64 threshold_ms;
	GHashTable *changes; /* ids, since they were last taken */
};

void model_note(struct model *model, const struct model_session *s);

/* S was remembered by the clock as it was set then; FRAME is the first that is heard of it now. */
void model_clock_compare(struct model_session *s, const struct frame_session *frame);

/* Forgets what nothing is left to be told of. */
void model_drop_over(struct model *model);

#endif
