/* SPDX-License-Identifier: MIT */
#ifndef AGENT_SESSION_TURN_H
#define AGENT_SESSION_TURN_H

#include "agent/session/model.h"

/* What the user of one session should be shown: the rules of the model. Pure. */

struct turn_view {
	const struct model_rules *rules;
	gint64 focused; /* con_id, 0 for none */
	gint64 now;
};

gboolean turn_has_ended(const struct model_session *s);

/* Takes in what the collector says. NEWS is false for what happened without us. */
void turn_hear(struct model_session *s, const struct frame_session *frame, gboolean news,
	const struct turn_view *view);

/* After focus or place have changed: keeps track of whether it is looked at. */
void turn_look(struct model_session *s, const struct turn_view *view);

/* The windows were looked at: decides about the notification that waited for it, FALSE where none did.
 * SERIAL is taken where it is to be shown. */
gboolean turn_settled(struct model_session *s, const struct turn_view *view, guint *serial);

/* Does what is due. */
void turn_tick(struct model_session *s, const struct turn_view *view, guint *serial);

/* When turn_tick has something to do; -1 for never. */
gint64 turn_deadline(const struct model_session *s);

/* Its user has said that it needs no more attention. */
void turn_dismiss(struct model_session *s);

#endif
