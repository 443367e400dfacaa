/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CONFIG_CONFIG_H
#define AGENT_CONFIG_CONFIG_H

#include "agent/config/text.h"

#include <glib.h>

enum config_urgency {
	CONFIG_URGENCY_LOW,
	CONFIG_URGENCY_NORMAL,
	CONFIG_URGENCY_CRITICAL,
};

/* One class of notifications. */
struct config_class {
	gboolean shown;
	enum config_urgency urgency;
	char *sound; /* "" as the server likes, "none", or a name of the sound theme */
	char *title; /* templates of text.h */
	char *body;
};

struct config {
	struct config_class classes[TEXT_CLASSES];
	gboolean suppress_when_focused;
	guint min_turn_ms;      /* nothing is said of shorter turns that finished */
	guint timeout_ms;       /* 0: as the server likes */
	char **terminals;       /* programs that are terminals; none: whatever owns a window */
	char *badge_directory;  /* "": the usual one */
	char **project_sources; /* what names a project, the first that does */
	gboolean status_files;  /* what AI agents write of themselves is read */
	char **hosts;           /* whose sessions are shown, too, as ssh knows them */
	gboolean history;       /* what sessions did is written down */
};

void config_init(struct config *config);
void config_finish(struct config *config);

/* Sets CONFIG, initialised, from a file's text. The error names FILE, the line and the key. What
 * is not known is ignored, and a line for each added to WARNINGS, which frees its elements. */
gboolean config_parse(struct config *config, const char *text, gsize len, const char *file,
	GPtrArray *warnings, GError **error);

/* From FILE, or where that is NULL from the usual one, which may be missing. */
gboolean config_load(struct config *config, const char *file, GPtrArray *warnings, GError **error);

/* Where configuration is read from if nothing else is said; the caller frees. */
char *config_usual_file(void);

/* A file with every key, what it means and its default, each of them commented out. */
char *config_example(void);

#endif
