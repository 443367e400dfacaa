/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_LOG_H
#define COLLECTOR_LOG_H

enum log_level {
	LOG_LEVEL_ERROR = 3, /* the numbers of syslog, which the journal reads as a prefix */
	LOG_LEVEL_WARNING = 4,
	LOG_LEVEL_INFO = 6,
	LOG_LEVEL_DEBUG = 7,
};

void log_set_level(enum log_level level);

/* 0, or -EINVAL where NAME is none of error, warning, info, debug. */
int log_level_parse(const char *name, enum log_level *ret);

/* One line on standard error. Keeps errno. */
__attribute__((format(printf, 2, 3))) void log_write(enum log_level level, const char *format, ...);

/* One place in the code that logs. What a peer provokes is said a few times, then counted. */
#define LOG_BURST   5
#define LOG_BURST_S 30

struct log_place {
	long begun_s;
	unsigned int said;
	unsigned int left_out;
};

__attribute__((format(printf, 3, 4))) void log_limited(
	struct log_place *place, enum log_level level, const char *format, ...);

#define log_at(level, ...)                                    \
	do {                                                  \
		static struct log_place log_place_;           \
		log_limited(&log_place_, level, __VA_ARGS__); \
	} while (0)

#define log_error(...)   log_at(LOG_LEVEL_ERROR, __VA_ARGS__)
#define log_warning(...) log_at(LOG_LEVEL_WARNING, __VA_ARGS__)
#define log_info(...)    log_write(LOG_LEVEL_INFO, __VA_ARGS__)
#define log_debug(...)   log_write(LOG_LEVEL_DEBUG, __VA_ARGS__)

#endif
