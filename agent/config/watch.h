/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CONFIG_WATCH_H
#define AGENT_CONFIG_WATCH_H

#include <glib.h>

/*
 * Tells when the configuration may have changed: written, replaced by a rename, a symbolic link on
 * the way to it switched, created, removed.
 */
struct config_watch;

/* CHANGED is called a moment after; several changes together are one. */
struct config_watch *config_watch_new(
	const char *file, void (*changed)(gpointer data), gpointer data);
void config_watch_free(struct config_watch *watch);

#endif
