/* SPDX-License-Identifier: MIT */
#ifndef AGENT_STATUS_TABLE_H
#define AGENT_STATUS_TABLE_H

#include <glib.h>

/*
 * The status files that agents keep about themselves, by agent. All of it is data: no such file is
 * documented, and each may vanish or change with any update.
 */

enum status_word {
	STATUS_NOTHING, /* or nothing that is known */
	STATUS_BUSY,
	STATUS_IDLE,
	STATUS_SHELL,  /* idle, while a command of its runs in the background */
	STATUS_ASKS,   /* for a permission or an answer */
	STATUS_DIALOG, /* a menu, or a screen it started with */
	_STATUS_WORD_MAX,
};

struct status_saying {
	const char *status;
	const char *detail; /* NULL: not looked at */
	enum status_word word;
};

struct status_source {
	const char *source;     /* struct frame_session's */
	const char *variable;   /* of the environment, the folder of all its files */
	const char *usual;      /* that folder below HOME, where the variable is not set */
	const char *folder;     /* in that folder */
	const char *suffix;     /* a file's name: the pid and this */
	const char *pid_key;    /* a number */
	const char *start_key;  /* a string, field 22 of /proc/PID/stat */
	const char *status_key; /* a string */
	const char *detail_key; /* a string */
	const char *at_key;     /* when the status began, ms of the wall clock */
	const struct status_saying *sayings;
	gsize sayings_count;
};

/* NULL where such an agent is not known to keep one. */
const struct status_source *status_source_find(const char *source);

/* DETAIL may be NULL. */
enum status_word status_word_find(
	const struct status_source *source, const char *status, const char *detail);

#endif
