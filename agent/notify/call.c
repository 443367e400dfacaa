/* SPDX-License-Identifier: MIT */
#include "agent/notify/call.h"

#include "agent/notify/icon.h"

#include <string.h>

#define TIMEOUT_MS 5000 /* a server that takes longer is one that hangs */
#define MESSAGE_MS 8000

#define APP_NAME      "AI monitor"
#define DESKTOP_ENTRY "ebpf-ai-monitor"
#define SOUND_NONE    "none"

void notify_call(GDBusConnection *bus, const char *method, GVariant *parameters, const char *reply,
	GCancellable *cancel, GAsyncReadyCallback done, gpointer data)
{
	g_dbus_connection_call(bus, NOTIFY_NAME, NOTIFY_PATH, NOTIFY_INTERFACE, method, parameters,
		reply ? G_VARIANT_TYPE(reply) : NULL, G_DBUS_CALL_FLAGS_NONE, TIMEOUT_MS, cancel,
		done, data);
}

static void add_hint(GVariantBuilder *hints, const char *name, GVariant *value)
{
	g_variant_builder_add(hints, "{sv}", name, value);
}

static void add_sound(GVariantBuilder *hints, const char *sound)
{
	if (strcmp(sound, SOUND_NONE) == 0)
		add_hint(hints, "suppress-sound", g_variant_new_boolean(TRUE));
	else if (*sound)
		add_hint(hints, "sound-name", g_variant_new_string(sound));
}

static void add_icon(GVariantBuilder *hints, const char *icon)
{
	g_autofree char *path = icon_find_path(icon);

	if (path)
		add_hint(hints, "image-path", g_variant_new_string(path));
}

GVariant *notify_call_build(const struct notify_wanted *wanted, guint32 replaces, gboolean markup)
{
	g_autofree char *icon = icon_name(wanted->icon);
	g_autofree char *escaped = g_markup_escape_text(wanted->body, -1);
	GVariantBuilder hints;

	g_variant_builder_init(&hints, G_VARIANT_TYPE_VARDICT);
	/* As the specification numbers them, from 0. */
	add_hint(&hints, "urgency", g_variant_new_byte((guchar)wanted->urgency));
	add_hint(&hints, "category", g_variant_new_string(wanted->category));
	add_hint(&hints, "desktop-entry", g_variant_new_string(DESKTOP_ENTRY));
	if (wanted->resident)
		add_hint(&hints, "resident", g_variant_new_boolean(TRUE));
	add_sound(&hints, wanted->sound);
	add_icon(&hints, icon);
	return g_variant_new("(susss^asa{sv}i)", APP_NAME, replaces, icon, wanted->title,
		markup ? escaped : wanted->body, wanted->actions, &hints,
		wanted->timeout_ms > 0 ? (int)wanted->timeout_ms : -1);
}

GVariant *notify_call_build_message(const char *title, const char *body, gboolean markup)
{
	static const char *const ACTIONS[] = {NULL};
	g_autofree char *escaped = g_markup_escape_text(body, -1);
	g_autofree char *icon = icon_name("");
	GVariantBuilder hints;

	g_variant_builder_init(&hints, G_VARIANT_TYPE_VARDICT);
	add_hint(&hints, "urgency", g_variant_new_byte(CONFIG_URGENCY_NORMAL));
	add_hint(&hints, "transient", g_variant_new_boolean(TRUE));
	add_hint(&hints, "desktop-entry", g_variant_new_string(DESKTOP_ENTRY));
	add_icon(&hints, icon);
	return g_variant_new("(susss^asa{sv}i)", APP_NAME, 0, icon, title, markup ? escaped : body,
		ACTIONS, &hints, MESSAGE_MS);
}
