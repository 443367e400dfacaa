/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BAR_CLICK_H
#define AGENT_BAR_CLICK_H

#include <glib.h>

/* What i3bar and swaybar tell of clicks, a line for each. Pure. */

/* The session that is clicked on, "" for none in particular; NULL where LINE is no left click. The
 * caller frees. */
char *click_parse(const char *line);

#endif
