/* SPDX-License-Identifier: MIT */
#ifndef AGENT_SWAY_FIND_H
#define AGENT_SWAY_FIND_H

#include <glib.h>

/* PATHS, of strings, best first; the callee owns it. */
typedef void (*sway_found)(GPtrArray *paths, gpointer data);

/*
 * Where Sway may listen, looked up afresh: our environment, that of the user's service manager,
 * sockets in the runtime directory whose Sway is alive; and then i3, which speaks the same. DONE is
 * called once, later.
 */
void sway_find(sway_found done, gpointer data);

/* The value of NAME, a path, in the output of systemctl show-environment, or NULL. */
char *sway_find_parse(const char *text, const char *name);

#endif
