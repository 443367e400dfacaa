/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BADGE_JSON_H
#define AGENT_BADGE_JSON_H

#include <glib.h>

/* One file of the badge directory as the bars read it. Pure. */

struct badge {
	gint64 window; /* con_id */
	gboolean working;
	gboolean needs_attention;
	guint count;       /* times it stopped since its user last looked, at least 1 */
	gint64 started_ms; /* of the session */
	char *source;
	char *project;
};

void badge_free(struct badge *badge);
gboolean badge_equal(const struct badge *a, const struct badge *b);

/* The file's content; the caller frees. NOW_MS is wall clock. */
char *badge_json(const struct badge *badge, gint64 now_ms);

#endif
