/* SPDX-License-Identifier: MIT */
#ifndef AGENT_NOTIFY_NOTICES_H
#define AGENT_NOTIFY_NOTICES_H

#include "agent/config/config.h"
#include "agent/notify/notify.h"
#include "agent/place/locate.h"
#include "agent/session/model.h"

/*
 * The notifications that the model wants, in words: one for each session, or one for all that
 * ended their turns at once. And back: which session is meant by what its user clicks on.
 */
struct notices {
	struct model *model;
	struct locate *locate;
	struct notify *notify;
	const struct config *config;
};

/* CONFIG has to outlive the notices, or the next call. */
void notices_configure(struct notices *notices, const struct config *config);

void notices_apply(const struct notices *notices);

/* The session that ACTION on the notification KEY leads to, or NULL; and the window, 0 for the one
 * it is in. The caller frees. */
char *notices_target(
	const struct notices *notices, const char *key, const char *action, gint64 *ret_window);

/* The notification KEY is gone from the screen. */
void notices_closed(const struct notices *notices, const char *key, guint serial);

/* Says why the session can't be gone to. */
void notices_fail(const struct notices *notices, const char *id, const char *why);

#endif
