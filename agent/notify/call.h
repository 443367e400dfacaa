/* SPDX-License-Identifier: MIT */
#ifndef AGENT_NOTIFY_CALL_H
#define AGENT_NOTIFY_CALL_H

#include "agent/notify/notify.h"

#define NOTIFY_NAME      "org.freedesktop.Notifications"
#define NOTIFY_PATH      "/org/freedesktop/Notifications"
#define NOTIFY_INTERFACE "org.freedesktop.Notifications"

/* Calls METHOD of the server; REPLY is the type of its answer, or NULL. */
void notify_call(GDBusConnection *bus, const char *method, GVariant *parameters, const char *reply,
	GCancellable *cancel, GAsyncReadyCallback done, gpointer data);

/* The parameters of the method Notify. */
GVariant *notify_call_build(const struct notify_wanted *wanted, guint32 replaces, gboolean markup);

/* The same for a message that stays for a moment. */
GVariant *notify_call_build_message(const char *title, const char *body, gboolean markup);

#endif
