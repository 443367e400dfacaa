/* SPDX-License-Identifier: MIT */
#ifndef AGENT_STATUS_PARSE_H
#define AGENT_STATUS_PARSE_H

#include "agent/status/table.h"

/* More is no status file: Claude's has some 700 bytes, two paths among them. */
#define STATUS_FILE_MAX (32 * 1024)

/* What a status file says of its session, and all that is kept of it. */
struct status_claim {
	enum status_word word;
	gint64 at_ms; /* wall clock, since when; 0 where it doesn't say */
};

/* Reads the LEN bytes of a file of SOURCE about the session ID, PID-STARTTIME. What is malformed,
 * about another process, or not in the table says nothing. Pure. */
struct status_claim status_parse(
	const struct status_source *source, const char *id, const char *bytes, gsize len);

#endif
