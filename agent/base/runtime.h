/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BASE_RUNTIME_H
#define AGENT_BASE_RUNTIME_H

#include <glib.h>

/* $XDG_RUNTIME_DIR, which is gone with the machine; NULL where there is none. */
const char *runtime_directory(void);

/* A file of ours in there, in a folder of our own; NULL where there is none. The caller frees. */
char *runtime_path(const char *name);

/* Makes TEXT all that is in it, at once; NULL removes it. */
gboolean runtime_write(const char *path, const char *text, GError **error);

#endif
