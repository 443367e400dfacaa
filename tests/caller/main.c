/* SPDX-License-Identifier: MIT */
#include "tests/caller/value.h"
#include "tests/check.h"
#include "tests/draw.h"

#include <gio/gio.h>
#include <gio/gunixfdlist.h>

/* Calls the agent on the session bus at random:  caller SEED COUNT [SESSION-OBJECT...] */

#define FLYING_MAX 64  /* calls without an answer */
#define LIFE       400 /* calls until a connection goes, whatever it still waits for */

#define PICK(array) ((array)[draw(G_N_ELEMENTS(array))])

static const char *const NAMES[] = {"org.ebpfaimonitor.Agent1", "org.ebpfaimonitor.Agent"};

static const char *const PATHS[] = {"/", "/org/ebpfaimonitor", "/org/ebpfaimonitor/Agent",
	"/org/ebpfaimonitor/Agent1", "/org/ebpfaimonitor/Agent1/session",
	"/org/ebpfaimonitor/Agent1/session/_", "/org/ebpfaimonitor/Agent1/session/1_2d1",
	"/org/ebpfaimonitor/Agent1/session/_2f_2f/_00"};

static const struct method {
	const char *interface;
	const char *name;
	const char *signature;
} METHODS[] = {
	{"org.ebpfaimonitor.Agent1", "Focus", "(s)"},
	{"org.ebpfaimonitor.Agent1", "FocusWindow", "(sx)"},
	{"org.ebpfaimonitor.Agent1", "Next", "(b)"},
	{"org.ebpfaimonitor.Agent1", "Pause", "(u)"},
	{"org.ebpfaimonitor.Agent1", "Resume", "()"},
	{"org.ebpfaimonitor.Agent1", "MarkSeen", "(s)"},
	{"org.ebpfaimonitor.Agent1", "Explain", "(s)"},
	{"org.ebpfaimonitor.Agent1", "ListSessions", "()"},
	{"org.ebpfaimonitor.Agent1", "None", "()"},
	{"org.ebpfaimonitor.Session1", "None", "()"},
	{"org.freedesktop.DBus.ObjectManager", "GetManagedObjects", "()"},
	{"org.freedesktop.DBus.Properties", "Get", "(ss)"},
	{"org.freedesktop.DBus.Properties", "GetAll", "(s)"},
	{"org.freedesktop.DBus.Properties", "Set", "(ssv)"},
	{"org.freedesktop.DBus.Introspectable", "Introspect", "()"},
	{"org.freedesktop.DBus.Peer", "Ping", "()"},
};

/* What an argument is now and then, beside what it may be by its type. */
static const char *words[64] = {"", "org.ebpfaimonitor.Agent1", "org.ebpfaimonitor.Session1",
	"Version", "Paused", "State", "Candidates", "1-1", "host/1-1"};
static guint words_count = 9;

struct caller {
	char **objects;
	guint objects_count;
	GDBusConnection *connection;
	guint flying;
	guint answered;
	guint refused;
};

static void on_answer(GObject *connection, GAsyncResult *result, gpointer data)
{
	struct caller *caller = data;
	g_autoptr(GDBusMessage) answer = g_dbus_connection_send_message_with_reply_finish(
		G_DBUS_CONNECTION(connection), result, NULL);

	caller->flying--;
	if (!answer)
		return;
	caller->answered++;
	caller->refused += g_dbus_message_get_message_type(answer) == G_DBUS_MESSAGE_TYPE_ERROR;
}

static const char *pick_path(const struct caller *caller)
{
	if (caller->objects_count && draw(3) == 0)
		return caller->objects[draw(caller->objects_count)];
	return draw(2) ? "/org/ebpfaimonitor/Agent1" : PICK(PATHS);
}

static GVariant *make_arguments(const char *signature)
{
	char any[64];

	if (draw(3) == 0) {
		value_signature(any, sizeof(any));
		signature = any;
	}
	return value_make(signature, words, words_count);
}

/* Descriptors that nobody asked for. */
static void add_descriptors(GDBusMessage *message)
{
	g_autoptr(GUnixFDList) list = g_unix_fd_list_new();

	for (guint i = draw(4); i > 0; i--)
		CHECK(g_unix_fd_list_append(list, 0, NULL) >= 0);
	g_dbus_message_set_unix_fd_list(message, list);
}

static GDBusMessage *make_message(const struct caller *caller)
{
	const struct method *method = &PICK(METHODS);
	GDBusMessage *message = g_dbus_message_new_method_call(PICK(NAMES), pick_path(caller),
		draw(8) ? method->interface : PICK(METHODS).interface, method->name);

	g_dbus_message_set_body(message, make_arguments(method->signature));
	if (draw(8) == 0)
		add_descriptors(message);
	return message;
}

static void call(struct caller *caller)
{
	g_autoptr(GDBusMessage) message = make_message(caller);

	if (draw(8) == 0) {
		g_dbus_message_set_flags(message, G_DBUS_MESSAGE_FLAGS_NO_REPLY_EXPECTED);
		g_dbus_connection_send_message(
			caller->connection, message, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL);
		return;
	}
	caller->flying++;
	g_dbus_connection_send_message_with_reply(caller->connection, message,
		G_DBUS_SEND_MESSAGE_FLAGS_NONE, 5000, NULL, NULL, on_answer, caller);
	while (caller->flying >= FLYING_MAX)
		g_main_context_iteration(NULL, TRUE);
}

static void renew(struct caller *caller)
{
	g_autofree char *address = g_dbus_address_get_for_bus_sync(G_BUS_TYPE_SESSION, NULL, NULL);

	if (caller->connection) {
		g_dbus_connection_flush_sync(caller->connection, NULL, NULL);
		g_dbus_connection_close_sync(caller->connection, NULL, NULL);
		while (caller->flying)
			g_main_context_iteration(NULL, TRUE);
	}
	g_clear_object(&caller->connection);
	caller->connection = g_dbus_connection_new_for_address_sync(address,
		G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
			G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
		NULL, NULL, NULL);
	CHECK(caller->connection);
}

int main(int argc, char **argv)
{
	struct caller caller = {.objects = argv + 3};

	CHECK(argc >= 3);
	caller.objects_count = (guint)(argc - 3);
	for (guint i = 0; i < caller.objects_count && words_count < G_N_ELEMENTS(words); i++)
		words[words_count++] = value_id_of(caller.objects[i]);
	draw_seed(strtoul(argv[1], NULL, 10));
	for (guint i = 0; i < strtoul(argv[2], NULL, 10); i++) {
		if (i % LIFE == 0)
			renew(&caller);
		call(&caller);
	}
	while (caller.flying)
		g_main_context_iteration(NULL, TRUE);
	printf("# seed %s: %s calls, %u answered, %u of these refused\n", argv[1], argv[2],
		caller.answered, caller.refused);
	return 0;
}
