/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BADGE_FILE_H
#define AGENT_BADGE_FILE_H

#include <glib.h>

/* What badge files need of the file system. All return 0 or -errno. */

/* *RET_INODE is that of the new file. */
int badge_file_write(const char *path, const char *text, guint64 *ret_inode);

/* Puts TEMP at PATH; with KEEP_AWAY not where the user's bar has removed what was there: -ENOENT. */
int badge_file_put(const char *temp, const char *path, gboolean keep_away);

/* 0755 whatever the umask, as the others who make it do; what is there stays as it is. */
int badge_file_folder(const char *path);

#endif
