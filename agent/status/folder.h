/* SPDX-License-Identifier: MIT */
#ifndef AGENT_STATUS_FOLDER_H
#define AGENT_STATUS_FOLDER_H

#include <glib.h>

/* Tells which files of a folder have changed, whether it is there yet, still, or again. */
struct status_folder;

/* CHANGED is called with a file's name once it is written, moved or gone; with NULL where all may
 * have changed. */
struct status_folder *status_folder_new(
	const char *path, void (*changed)(const char *name, gpointer data), gpointer data);
void status_folder_free(struct status_folder *folder);

/* Looks once more for one that was not there. */
void status_folder_look(struct status_folder *folder);

#endif
