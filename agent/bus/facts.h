/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BUS_FACTS_H
#define AGENT_BUS_FACTS_H

#include "agent/session/model.h"

/*
 * What Explain tells of a session beside what the bus shows of it: "card", why there is a notification
 * or none (s); what the collector says, before the status file is asked: "heard-state", "heard-reason"
 * (s), "heard-since-ms" (x); what the status file says, where there is one: "file" (s), "file-since-ms"
 * (x), "file-counts" (b); and what the collector's word is based on, where that is known: "mode",
 * "cursor", "says" (s), "says-ms", "frames", "frames-ms", "quiet-ms" (x). Pure.
 *
 * Takes SHOWN, an a{sv} of describe_session(); the result is floating.
 */
GVariant *facts_add(GVariant *shown, const struct model_session *session, gboolean paused);

#endif
