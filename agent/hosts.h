/* SPDX-License-Identifier: MIT */
#ifndef AGENT_HOSTS_H
#define AGENT_HOSTS_H

#include "agent/place/locate.h"
#include "agent/session/model.h"

/* Tells the model of the sessions on other machines, and of the local ssh that shows them. */
struct hosts;

/* CHANGED is called after the model was told. */
struct hosts *hosts_new(
	struct model *model, struct locate *locate, void (*changed)(gpointer data), gpointer data);
void hosts_free(struct hosts *hosts);

/* Which they are, as ssh knows them. */
void hosts_set(struct hosts *hosts, const char *const *names);

#endif
