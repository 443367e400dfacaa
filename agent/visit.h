/* SPDX-License-Identifier: MIT */
#ifndef AGENT_VISIT_H
#define AGENT_VISIT_H

#include "agent/locate.h"
#include "agent/notify.h"

/*
 * Takes the user to a session: not to where it was when it was last looked for, since panes and
 * windows move, but after a fresh look.
 */
struct visit;

struct visit *visit_new(struct locate *locate, struct notify *notify);
void visit_free(struct visit *visit);

/* CALL gets the answer; where it is NULL a failure is shown as a notification. */
void visit_session(struct visit *visit, const char *id, GDBusMethodInvocation *call);

/* The look is done. */
void visit_settled(struct visit *visit);

#endif
