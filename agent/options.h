/* SPDX-License-Identifier: MIT */
#ifndef AGENT_OPTIONS_H
#define AGENT_OPTIONS_H

#include "agent/base/log.h"

#include <glib.h>

struct options {
	char *socket;
	char *config;    /* NULL: the usual file, if there is one */
	char *badge_dir; /* NULL: as the configuration says */
	enum log_level log_level;
	gboolean version; /* was asked for */
	gboolean print_config;
};

/* The error is for one line on standard error. */
gboolean options_parse(struct options *options, int *argc, char ***argv, GError **error);
void options_finish(struct options *options);

#endif
