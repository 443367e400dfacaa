/* SPDX-License-Identifier: MIT */
#ifndef AGENT_STATUS_EVIDENCE_H
#define AGENT_STATUS_EVIDENCE_H

#include "agent/status/parse.h"
#include "proto/frame.h"

/*
 * What is believed of one session: the collector's word, and before it the agent's own where its
 * status file has one. Pure; NOW is milliseconds of a clock that never jumps.
 *
 * Where the two differ one of them is late or wrong. The file is written within 0.4 s of the truth
 * (Claude Code 2.1.332, a loaded machine), the collector knows by its threshold and 2.1 s more, or
 * overlooks what paints once a second: it is the file that is believed. But a file that something
 * new contradicts for EVIDENCE_LATE_MS beyond the threshold has been left behind by its writer, and
 * counts no longer until it is written anew. Where the collector only says what it said before, it
 * has that much longer: EVIDENCE_OLD_MS. What is asked for is not refuted by work that goes on beside
 * it, of subagents for one: an answer takes a key.
 */
#define EVIDENCE_LATE_MS 9000
#define EVIDENCE_OLD_MS  60000

struct evidence {
	struct frame_session heard; /* the collector's latest; an empty id for none */
	struct status_claim told;
	gboolean turn;        /* work or a request was told of, ever */
	gboolean news;        /* the collector's state is newer than what was told */
	gboolean touched;     /* its terminal, since that */
	gboolean answered;    /* and then work began */
	gboolean refuted;     /* what was told, until it tells anew */
	gint64 differs_since; /* -1 while the two agree */
};

void evidence_init(struct evidence *e);

void evidence_hear(struct evidence *e, const struct frame_session *frame, gint64 now);
void evidence_tell(struct evidence *e, const struct status_claim *claim, gint64 now);
void evidence_touch(struct evidence *e);

/* When the file is to be believed no longer, the collector's threshold being so; -1 for never. */
gint64 evidence_deadline(const struct evidence *e, gint64 threshold_ms);

void evidence_refute(struct evidence *e);

/* The frame to believe, SHOWN being the one that was. */
struct frame_session evidence_weigh(const struct evidence *e, const struct frame_session *shown);

/* The file is what is believed. Nothing is told of a process that has ended or that job control has
 * stopped. */
gboolean evidence_counts(const struct evidence *e);

/* It rests, and a command of its own goes on in the background. */
gboolean evidence_has_shell(const struct evidence *e);

#endif
