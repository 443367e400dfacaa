/* SPDX-License-Identifier: MIT */
#ifndef AGENT_SESSION_FOLLOW_H
#define AGENT_SESSION_FOLLOW_H

#include "agent/session/model.h"

/* Tells the model what the status files of its sessions say. */
struct follow;

/* CHANGED is called after the model was told. */
struct follow *follow_new(struct model *model, void (*changed)(gpointer data), gpointer data);
void follow_free(struct follow *follow);

/* At first they are not looked at. */
void follow_set(struct follow *follow, gboolean on);

/* After the model has heard of it. */
void follow_frame(struct follow *follow, const struct frame *frame);

#endif
