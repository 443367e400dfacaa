/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_SCREEN_H
#define AGENT_CLI_SCREEN_H

#include <glib.h>

/* The whole terminal, for as long as a program shows something in it; then it is as it was. */

struct screen;

struct screen_events {
	void (*resized)(gpointer data);
	void (*ended)(gpointer data); /* its user pressed q or Ctrl-C, or it is gone */
};

/* Of standard output, with the keys of standard input. */
struct screen *screen_new(const struct screen_events *events, gpointer data);
void screen_free(struct screen *screen);

/* In place of those that were shown. LINES end with NULL. */
void screen_show(struct screen *screen, char *const *lines);

#endif
