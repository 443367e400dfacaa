/* SPDX-License-Identifier: MIT */
#include "agent/notify/build.h"

#include "agent/notify/icon.h"

#include <string.h>

#define MESSAGE_MS 8000

#define DESKTOP_ENTRY "ebpf-ai-monitor"
#define SOUND_NONE    "none"

static NotifyNotification *build(
	const char *title, const char *body, const char *source, guint32 id, gboolean markup)
{
	g_autofree char *escaped = g_markup_escape_text(body, -1);
	g_autofree char *icon = icon_name(source);
	g_autofree char *path = icon_find_path(icon);
	NotifyNotification *n = notify_notification_new(title, markup ? escaped : body, icon);

	g_object_set(n, "id", (int)id, NULL);
	notify_notification_set_hint(n, "desktop-entry", g_variant_new_string(DESKTOP_ENTRY));
	if (path)
		notify_notification_set_hint(n, "image-path", g_variant_new_string(path));
	return n;
}

static void add_sound(NotifyNotification *n, const char *sound)
{
	if (strcmp(sound, SOUND_NONE) == 0)
		notify_notification_set_hint(n, "suppress-sound", g_variant_new_boolean(TRUE));
	else if (*sound)
		notify_notification_set_hint(n, "sound-name", g_variant_new_string(sound));
}

NotifyNotification *build_card(const struct notify_wanted *wanted, guint32 replaces,
	gboolean markup, NotifyActionCallback acted, gpointer data)
{
	NotifyNotification *n = build(wanted->title, wanted->body, wanted->icon, replaces, markup);

	notify_notification_set_category(n, wanted->category);
	/* The configuration's are libnotify's, both being the specification's. */
	notify_notification_set_urgency(n, (NotifyUrgency)wanted->urgency);
	if (wanted->timeout_ms > 0)
		notify_notification_set_timeout(n, (int)wanted->timeout_ms);
	if (wanted->resident)
		notify_notification_set_hint(n, "resident", g_variant_new_boolean(TRUE));
	add_sound(n, wanted->sound);
	for (gsize i = 0; wanted->actions[i]; i += 2)
		notify_notification_add_action(
			n, wanted->actions[i], wanted->actions[i + 1], acted, data, NULL);
	return n;
}

NotifyNotification *build_message(const char *title, const char *body, gboolean markup)
{
	NotifyNotification *n = build(title, body, "", 0, markup);

	notify_notification_set_urgency(n, NOTIFY_URGENCY_NORMAL);
	notify_notification_set_timeout(n, MESSAGE_MS);
	notify_notification_set_hint(n, "transient", g_variant_new_boolean(TRUE));
	return n;
}

NotifyNotification *build_handle(guint32 id)
{
	NotifyNotification *n = notify_notification_new("", NULL, NULL);

	g_object_set(n, "id", (int)id, NULL);
	return n;
}
