/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_OPTIONS_H
#define COLLECTOR_OPTIONS_H

#include "collector/log.h"
#include "collector/names.h"
#include "collector/probe.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define OPTIONS_USERS_MAX 64

struct options {
	const char *socket;
	const char *agents; /* the file that names more of them */
	bool only_process;
	struct names names;
	unsigned int threshold_ms;
	enum probe_way way;
	bool osc;
	bool cursor;
	uid_t users[OPTIONS_USERS_MAX]; /* whom to watch; none: everybody */
	size_t user_count;
	enum log_level log_level;
};

enum {
	OPTIONS_E_DONE = 1, /* --help or --version was answered */
};

/* 0, OPTIONS_E_DONE, or -EINVAL after one line on standard error that says what to change. RET
 * points into ARGV. */
int options_parse(int argc, char **argv, struct options *ret);

bool options_watch_user(const struct options *options, uid_t uid);

#endif
