/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CONFIG_H
#define AGENT_CONFIG_H

#include <glib.h>

struct config {
	gboolean finished; /* which notifications to show */
	gboolean attention;
	gboolean died;
	gboolean suppress_when_focused;
	guint min_turn_ms;     /* nothing is said of shorter turns that finished */
	guint timeout_ms;      /* 0: as the server likes */
	char *badge_directory; /* NULL: the usual one */
};

void config_init(struct config *config);
void config_finish(struct config *config);

/* Sets CONFIG, initialised, from a file's text. The error names FILE, the line and the key. */
gboolean config_parse(
	struct config *config, const char *text, gsize len, const char *file, GError **error);

/* From FILE, or where that is NULL from the usual one, which may be missing. */
gboolean config_load(struct config *config, const char *file, GError **error);

#endif
