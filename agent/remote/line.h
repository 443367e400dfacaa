/* SPDX-License-Identifier: MIT */
#ifndef AGENT_REMOTE_LINE_H
#define AGENT_REMOTE_LINE_H

#include "proto/frame.h"

#include <glib.h>

/* A line of "ebpf-ai-monitor watch --json" on another machine. Pure. */

#define REMOTE_LINE_MAX 16384 /* bytes */

/* FALSE where LINE says nothing of a session. The id begins with HOST and a slash, and the session
 * has no terminal and no process here. RET_PROJECT is for the caller to free. NOW_MS is our wall
 * clock: of a clock that is ahead of it, it is now. */
gboolean remote_line_parse(const char *line, const char *host, gint64 now_ms,
	struct frame_session *ret, char **ret_project);

#endif
