/* SPDX-License-Identifier: MIT */
#ifndef AGENT_AGENT_H
#define AGENT_AGENT_H

#include "agent/config/config.h"

#include <glib.h>

/* The whole: tells each part what the others have learned. */

struct agent;

/* FAILED is called where the agent can't go on; it has logged why. CONFIG has to outlive it, or the
 * next agent_configure. */
struct agent *agent_new(const char *socket, const char *badge_directory,
	const struct config *config, void (*failed)(gpointer data), gpointer data, GError **error);

/* Takes down what it shows. */
void agent_free(struct agent *agent);

/* Goes on with other settings. Where it can't, with the old ones. */
gboolean agent_configure(struct agent *agent, const struct config *config,
	const char *badge_directory, GError **error);

/* Shows a message for a moment. */
void agent_say(struct agent *agent, const char *title, const char *body);

#endif
