/* SPDX-License-Identifier: MIT */
#ifndef AGENT_LOCK_H
#define AGENT_LOCK_H

#include <glib.h>

/* One agent for each runtime directory: two would remove each other's badges. Held until the
 * process ends. Without a runtime directory there is nothing to hold. */
gboolean lock_take(GError **error);

#endif
