/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BAR_OUTLET_H
#define AGENT_BAR_OUTLET_H

#include <glib.h>

/* Lines for a reader who may not read: of what waits for him only the latest is kept. */

struct outlet;

/* CLOSED is called when there is no reader any more. FD stays the caller's. */
struct outlet *outlet_new(int fd, void (*closed)(gpointer data), gpointer data);
void outlet_free(struct outlet *outlet);

/* No newline in LINE. What is on its way is not cut off. */
void outlet_put(struct outlet *outlet, const char *line);

#endif
