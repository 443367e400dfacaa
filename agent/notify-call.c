/* SPDX-License-Identifier: MIT */
#include "agent/notify-call.h"

#define TIMEOUT_MS 5000 /* a server that takes longer is one that hangs */
#define FAILURE_MS 5000

enum urgency {
	URGENCY_LOW = 0,
	URGENCY_NORMAL = 1,
	URGENCY_CRITICAL = 2, /* stays until it is answered */
};

static const struct {
	guint8 urgency;
	const char *category;
	const char *icon;
} CLASSES[] = {
	[TEXT_FINISHED] = {URGENCY_NORMAL, "im.received", "dialog-information"},
	[TEXT_ATTENTION] = {URGENCY_CRITICAL, "im.received", "dialog-question"},
	[TEXT_DIED] = {URGENCY_NORMAL, "im.error", "dialog-error"},
};

void notify_call(GDBusConnection *bus, const char *method, GVariant *parameters, const char *reply,
	GCancellable *cancel, GAsyncReadyCallback done, gpointer data)
{
	g_dbus_connection_call(bus, NOTIFY_NAME, NOTIFY_PATH, NOTIFY_INTERFACE, method, parameters,
		reply ? G_VARIANT_TYPE(reply) : NULL, G_DBUS_CALL_FLAGS_NONE, TIMEOUT_MS, cancel,
		done, data);
}

GVariant *notify_call_build(const struct notify_wanted *wanted, guint32 replaces, gboolean markup)
{
	static const char *const ACTIONS[] = {
		"default", "Go to session", "focus", "Go to session", NULL};
	g_autofree char *summary = text_summary(&wanted->text);
	g_autofree char *body = text_body(&wanted->text, markup);
	enum text_class class = wanted->text.class;
	GVariantBuilder hints;

	g_variant_builder_init(&hints, G_VARIANT_TYPE_VARDICT);
	g_variant_builder_add(
		&hints, "{sv}", "urgency", g_variant_new_byte(CLASSES[class].urgency));
	g_variant_builder_add(
		&hints, "{sv}", "category", g_variant_new_string(CLASSES[class].category));
	g_variant_builder_add(
		&hints, "{sv}", "desktop-entry", g_variant_new_string("ebpf-ai-monitor"));
	return g_variant_new("(susss^asa{sv}i)", "AI monitor", replaces, CLASSES[class].icon,
		summary, body, ACTIONS, &hints, wanted->timeout_ms > 0 ? wanted->timeout_ms : -1);
}

GVariant *notify_call_build_failure(const char *why, gboolean markup)
{
	static const char *const ACTIONS[] = {NULL};
	g_autofree char *escaped = g_markup_escape_text(why, -1);
	GVariantBuilder hints;

	g_variant_builder_init(&hints, G_VARIANT_TYPE_VARDICT);
	g_variant_builder_add(&hints, "{sv}", "urgency", g_variant_new_byte(URGENCY_LOW));
	g_variant_builder_add(&hints, "{sv}", "transient", g_variant_new_boolean(TRUE));
	g_variant_builder_add(
		&hints, "{sv}", "desktop-entry", g_variant_new_string("ebpf-ai-monitor"));
	return g_variant_new("(susss^asa{sv}i)", "AI monitor", 0, "dialog-warning",
		"Can't go to that session", markup ? escaped : why, ACTIONS, &hints, FAILURE_MS);
}
