/* SPDX-License-Identifier: MIT */
#include "collector/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static enum log_level log_max = LOG_LEVEL_INFO;

static const struct {
	const char *name;
	enum log_level level;
} LEVELS[] = {
	{"error", LOG_LEVEL_ERROR},
	{"warning", LOG_LEVEL_WARNING},
	{"info", LOG_LEVEL_INFO},
	{"debug", LOG_LEVEL_DEBUG},
};

void log_set_level(enum log_level level)
{
	log_max = level;
}

int log_level_parse(const char *name, enum log_level *ret)
{
	for (size_t i = 0; i < sizeof(LEVELS) / sizeof(LEVELS[0]); i++) {
		if (strcmp(LEVELS[i].name, name) == 0) {
			*ret = LEVELS[i].level;
			return 0;
		}
	}
	return -EINVAL;
}

__attribute__((format(printf, 2, 0))) static void write_line(
	enum log_level level, const char *format, va_list ap)
{
	int saved_errno = errno;
	char text[1024];

	if (level > log_max)
		return;
	vsnprintf(text, sizeof(text), format, ap);
	/* The journal strips this prefix and takes it as the priority; a person would trip over it. */
	if (getenv("JOURNAL_STREAM"))
		fprintf(stderr, "<%d>%s\n", level, text);
	else
		fprintf(stderr, "ebpf-ai-monitor-collector: %s\n", text);
	errno = saved_errno;
}

void log_write(enum log_level level, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	write_line(level, format, ap);
	va_end(ap);
}

/* Whether the place may say something now. */
static bool take_turn(struct log_place *place)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (!place->said || now.tv_sec - place->begun_s >= LOG_BURST_S) {
		place->begun_s = now.tv_sec;
		place->said = 0;
	}
	if (place->said == LOG_BURST) {
		place->left_out++;
		return false;
	}
	place->said++;
	return true;
}

void log_limited(struct log_place *place, enum log_level level, const char *format, ...)
{
	va_list ap;

	if (level > log_max || !take_turn(place))
		return;
	if (place->left_out)
		log_write(level, "%u messages like the next were left out", place->left_out);
	place->left_out = 0;
	va_start(ap, format);
	write_line(level, format, ap);
	va_end(ap);
}
