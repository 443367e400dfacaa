/* SPDX-License-Identifier: MIT */
#ifndef AGENT_NOTIFY_BUILD_H
#define AGENT_NOTIFY_BUILD_H

#include "agent/notify/notify.h"

#include <libnotify/notify.h>

/* What libnotify is to show. Nothing of it is on the screen yet; the caller unrefs. */

#define BUILD_APP_NAME "AI monitor"

/* In place of what the server knows as REPLACES, 0 for nothing. MARKUP: the server reads it. */
NotifyNotification *build_card(const struct notify_wanted *wanted, guint32 replaces,
	gboolean markup, NotifyActionCallback acted, gpointer data);

/* A message that stays for a moment. */
NotifyNotification *build_message(const char *title, const char *body, gboolean markup);

/* A handle on what is on the screen already. */
NotifyNotification *build_handle(guint32 id);

#endif
