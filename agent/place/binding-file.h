/* SPDX-License-Identifier: MIT */
#ifndef AGENT_PLACE_BINDING_FILE_H
#define AGENT_PLACE_BINDING_FILE_H

#include "agent/place/binding.h"

/* What was learned, for the agent that comes next: nobody should have to type in each window
 * again. DESKTOP names the Sway it is true of, since another one uses the same ids anew. */

void binding_save(const struct binding *binding, const char *desktop);

/* Leaves BINDING empty where nothing is known of DESKTOP. */
void binding_load(struct binding *binding, const char *desktop);

#endif
