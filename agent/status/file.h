/* SPDX-License-Identifier: MIT */
#ifndef AGENT_STATUS_FILE_H
#define AGENT_STATUS_FILE_H

#include <glib.h>

/*
 * Opening and reading a status file, whatever lies there. Folder and file have to be the user's
 * own, no links and of their type, and are never waited for.
 */

/* 0, or -errno where FOLDER is no such folder. */
int status_folder_check(const char *folder);

/* The length of NAME's text, at most SIZE bytes, in BUF. -EAGAIN for one that is empty, being
 * written at the moment; -EFBIG for a longer one; else -errno. */
gssize status_file_read(const char *folder, const char *name, char *buf, gsize size);

#endif
