/* SPDX-License-Identifier: MIT */
#ifndef AGENT_NOTIFY_ICON_H
#define AGENT_NOTIFY_ICON_H

/* The icons of agents: names of the icon theme, and files where the theme does not have them. */

/* Of the agent that is called SOURCE in the protocol; of any agent where that has none of its own.
 * The caller frees. */
char *icon_name(const char *source);

/* Where the theme does not have NAME: the file that came with this program, or NULL. The caller
 * frees. */
char *icon_find_path(const char *name);

#endif
