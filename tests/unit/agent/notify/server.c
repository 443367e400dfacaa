/* SPDX-License-Identifier: MIT */
#include "server.h"

#include "tests/check.h"

#define NAME "org.freedesktop.Notifications"
#define PATH "/org/freedesktop/Notifications"

static const char XML[] =
	"<node><interface name='" NAME "'>"
	"<method name='GetCapabilities'><arg type='as' direction='out'/></method>"
	"<method name='GetServerInformation'><arg type='s' direction='out'/>"
	"<arg type='s' direction='out'/><arg type='s' direction='out'/>"
	"<arg type='s' direction='out'/></method>"
	"<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/>"
	"<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
	"<arg type='as' direction='in'/><arg type='a{sv}' direction='in'/>"
	"<arg type='i' direction='in'/><arg type='u' direction='out'/></method>"
	"<method name='CloseNotification'><arg type='u' direction='in'/></method>"
	"<signal name='NotificationClosed'><arg type='u'/><arg type='u'/></signal>"
	"<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>"
	"</interface></node>";

static void shown_free(gpointer data)
{
	struct shown *shown = data;

	g_free(shown->app);
	g_free(shown->icon);
	g_free(shown->title);
	g_free(shown->body);
	g_strfreev(shown->actions);
	g_variant_unref(shown->hints);
	g_free(shown);
}

static void emit(struct test_server *server, const char *signal, GVariant *parameters)
{
	CHECK(g_dbus_connection_emit_signal(
		server->bus, NULL, PATH, NAME, signal, parameters, NULL));
}

void test_server_act(struct test_server *server, guint32 id, const char *action)
{
	emit(server, "ActionInvoked", g_variant_new("(us)", id, action));
}

void test_server_close(struct test_server *server, guint32 id, guint32 reason)
{
	emit(server, "NotificationClosed", g_variant_new("(uu)", id, reason));
}

static GVariant *notify(struct test_server *server, GVariant *parameters)
{
	struct shown *shown = g_new0(struct shown, 1);

	g_variant_get(parameters, "(susss^as@a{sv}i)", &shown->app, &shown->replaced, &shown->icon,
		&shown->title, &shown->body, &shown->actions, &shown->hints, &shown->timeout);
	shown->id = shown->replaced ? shown->replaced : server->next_id++;
	g_ptr_array_add(server->shown, shown);
	if (shown->replaced && server->closes_replaced)
		test_server_close(server, shown->replaced, 2);
	return g_variant_new("(u)", shown->id);
}

static GVariant *answer(struct test_server *server, const char *method, GVariant *parameters)
{
	static const char *const CAPABILITIES[] = {"actions", "body", "body-markup", NULL};
	guint32 id;

	if (strcmp(method, "GetCapabilities") == 0)
		return g_variant_new("(^as)", CAPABILITIES);
	if (strcmp(method, "GetServerInformation") == 0)
		return g_variant_new("(ssss)", "test", "test", "1", "1.2");
	if (strcmp(method, "Notify") == 0)
		return notify(server, parameters);
	g_variant_get(parameters, "(u)", &id);
	g_array_append_val(server->closed, id);
	test_server_close(server, id, 3);
	return NULL;
}

static void on_method(GDBusConnection *bus, const char *sender, const char *path,
	const char *interface, const char *method, GVariant *parameters,
	GDBusMethodInvocation *call, gpointer data)
{
	struct test_server *server = data;

	if (server->silent) {
		CHECK(!server->unanswered);
		server->unanswered = call;
		return;
	}
	g_dbus_method_invocation_return_value(call, answer(server, method, parameters));
}

void test_server_wake(struct test_server *server)
{
	GDBusMethodInvocation *call = g_steal_pointer(&server->unanswered);

	server->silent = FALSE;
	if (call)
		g_dbus_method_invocation_return_value(call,
			answer(server, g_dbus_method_invocation_get_method_name(call),
				g_dbus_method_invocation_get_parameters(call)));
}

static void on_name(GDBusConnection *bus, const char *name, gpointer data)
{
	*(gboolean *)data = TRUE;
}

struct test_server *test_server_new(guint32 first_id)
{
	static const GDBusInterfaceVTable VTABLE = {.method_call = on_method};
	g_autoptr(GDBusNodeInfo) node = g_dbus_node_info_new_for_xml(XML, NULL);
	g_autofree char *address = g_dbus_address_get_for_bus_sync(G_BUS_TYPE_SESSION, NULL, NULL);
	struct test_server *server = g_new0(struct test_server, 1);
	gboolean has_name = FALSE;

	server->bus = g_dbus_connection_new_for_address_sync(address,
		G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
			G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
		NULL, NULL, NULL);
	CHECK(server->bus);
	server->next_id = first_id;
	server->shown = g_ptr_array_new_with_free_func(shown_free);
	server->closed = g_array_new(FALSE, FALSE, sizeof(guint32));
	CHECK(g_dbus_connection_register_object(
		server->bus, PATH, node->interfaces[0], &VTABLE, server, NULL, NULL));
	server->name = g_bus_own_name_on_connection(
		server->bus, NAME, G_BUS_NAME_OWNER_FLAGS_REPLACE, on_name, NULL, &has_name, NULL);
	while (!has_name)
		g_main_context_iteration(NULL, TRUE);
	return server;
}

void test_server_free(struct test_server *server)
{
	g_bus_unown_name(server->name);
	g_dbus_connection_close_sync(server->bus, NULL, NULL);
	g_object_unref(server->bus);
	g_ptr_array_unref(server->shown);
	g_array_unref(server->closed);
	g_free(server);
}
