/* SPDX-License-Identifier: MIT */
#include "agent/bus/describe.h"
#include "agent/bus/name.h"
#include "tests/check.h"

#include <gio/gio.h>

static GDBusNodeInfo *read_interfaces(void)
{
	g_autofree char *path = g_build_filename(
		g_getenv("EAM_SOURCE"), "agent/bus/org.ebpfaimonitor.Agent1.xml", NULL);
	g_autofree char *text = NULL;

	CHECK(g_file_get_contents(path, &text, NULL, NULL));
	return g_dbus_node_info_new_for_xml(text, NULL);
}

/* "KindReason" for "kind-reason". */
static char *make_property(const char *key)
{
	GString *name = g_string_new(NULL);

	for (const char *p = key; *p; p++)
		if (*p != '-')
			g_string_append_c(
				name, p == key || p[-1] == '-' ? g_ascii_toupper(*p) : *p);
	return g_string_free(name, FALSE);
}

static GVariant *describe_all(struct place *place)
{
	struct sway_window window = {.id = 5, .name = "title", .workspace = "2"};
	struct model_session session = {
		.frame = {.id = "7-1", .state = SESSION_WAITING, .kind_known = true},
		.project = "web"};

	place->result = PLACE_FOUND;
	place->session_name = g_strdup("main");
	place->pane_index = g_strdup("1.0");
	return g_variant_ref_sink(describe_session(&session, place, &window));
}

/* What is told of a session and its properties on the bus are the same. */
static void test_properties(void)
{
	GDBusNodeInfo *node = read_interfaces();
	GDBusInterfaceInfo *interface = g_dbus_node_info_lookup_interface(node, BUS_SESSION);
	struct place *place = place_new();
	g_autoptr(GVariant) session = describe_all(place);
	guint properties = 0;
	GVariantIter iter;
	const char *key;
	GVariant *value;

	g_variant_iter_init(&iter, session);
	while (g_variant_iter_loop(&iter, "{&sv}", &key, &value)) {
		g_autofree char *name = make_property(key);
		const GDBusPropertyInfo *info =
			g_dbus_interface_info_lookup_property(interface, name);

		CHECK_STR(info ? name : "", name);
		CHECK_STR(info->signature, g_variant_get_type_string(value));
	}
	while (interface->properties[properties])
		properties++;
	CHECK_INT(properties, g_variant_n_children(session));
	CHECK(g_dbus_node_info_lookup_interface(node, BUS_INTERFACE));
	place_free(place);
	g_dbus_node_info_unref(node);
}

/* Nothing is missing where nothing is known. */
static void test_unknown(void)
{
	struct model_session session = {.frame = {.id = "7-1"}, .project = ""};
	struct place *place = place_new();
	g_autoptr(GVariant) known = describe_all(place);
	g_autoptr(GVariant) unknown = g_variant_ref_sink(describe_session(&session, NULL, NULL));

	CHECK_INT(g_variant_n_children(unknown), g_variant_n_children(known));
	place_free(place);
}

static void test_path(void)
{
	static const char *const IDS[] = {"4711-8812345", "", "_", "\xff/../\n", "build1:7-1"};

	for (gsize i = 0; i < G_N_ELEMENTS(IDS); i++) {
		g_autofree char *path = describe_path(IDS[i]);

		CHECK(g_str_has_prefix(path, BUS_PATH "/session/"));
		CHECK(g_variant_is_object_path(path));
		for (gsize j = 0; j < i; j++) {
			g_autofree char *other = describe_path(IDS[j]);

			CHECK(strcmp(path, other) != 0);
		}
	}
}

int main(void)
{
	test_properties();
	test_unknown();
	test_path();
	return 0;
}
