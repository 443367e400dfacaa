/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BASE_LOG_H
#define AGENT_BASE_LOG_H

#include <glib.h>

/* The values are those of syslog and of the journal's line prefix. */
enum log_level {
	LOG_LEVEL_ERROR = 3,
	LOG_LEVEL_WARNING = 4,
	LOG_LEVEL_INFO = 6,
	LOG_LEVEL_DEBUG = 7,
};

/* A file that logs defines LOG_MODULE, the word its lines begin with. */
#define log_error(...)   log_write(LOG_LEVEL_ERROR, LOG_MODULE, __VA_ARGS__)
#define log_warning(...) log_write(LOG_LEVEL_WARNING, LOG_MODULE, __VA_ARGS__)
#define log_info(...)    log_write(LOG_LEVEL_INFO, LOG_MODULE, __VA_ARGS__)
#define log_debug(...)   log_write(LOG_LEVEL_DEBUG, LOG_MODULE, __VA_ARGS__)

/* One line on standard error; keeps errno. */
void log_write(enum log_level level, const char *module, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

void log_set_level(enum log_level level);

/* False where no level has that name. */
gboolean log_level_parse(const char *name, enum log_level *ret);

/* TEXT in quotes, with everything escaped that could break a line or a terminal: any user chooses
 * process names, window titles and paths. The caller frees. */
char *log_quote(const char *text);

#endif
