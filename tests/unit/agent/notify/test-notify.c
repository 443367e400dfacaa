/* SPDX-License-Identifier: MIT */
#include "agent/notify/notify.h"
#include "server.h"
#include "tests/check.h"
#include "tests/unit/agent/loop.h"

#include <glib/gstdio.h>
#include <libnotify/notify.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

/* The notifications on a session bus of their own, by a server that does what a test wants. */

#define PATIENCE_MS 25000

static GString *heard; /* what the agent was told, since the last look */

static void on_chosen(const char *key, const char *action, gpointer data)
{
	g_string_append_printf(heard, "chosen %s %s;", key, action);
}

static void on_closed(const char *key, guint serial, gpointer data)
{
	g_string_append_printf(heard, "closed %s %u;", key, serial);
}

#define WAIT_FOR(cond)                                                       \
	do {                                                                 \
		gint64 until_ = g_get_monotonic_time() + PATIENCE_MS * 1000; \
		while (!(cond) && g_get_monotonic_time() < until_)           \
			run_for(2);                                          \
		CHECK(cond);                                                 \
	} while (0)

static void check_heard(const char *want)
{
	WAIT_FOR(heard->len >= strlen(want));
	run_for(30);
	CHECK_STR(heard->str, want);
	g_string_truncate(heard, 0);
}

/* NULL while somebody holds the one of before. */
static GDBusConnection *get_bus(void)
{
	g_autoptr(GDBusConnection) bus = g_bus_get_sync(G_BUS_TYPE_SESSION, NULL, NULL);

	return bus && !g_dbus_connection_is_closed(bus) ? g_steal_pointer(&bus) : NULL;
}

static void join_bus(struct notify *notify)
{
	g_autoptr(GDBusConnection) bus = NULL;

	WAIT_FOR(bus || (bus = get_bus()));
	g_dbus_connection_set_exit_on_close(bus, FALSE);
	notify_set_bus(notify, bus);
}

static struct notify *start(void)
{
	static const struct notify_events EVENTS = {on_chosen, on_closed};
	struct notify *notify = notify_new(&EVENTS, NULL);

	join_bus(notify);
	return notify;
}

/* A process has one libnotify, which is held for longer where the server has yet to answer. */
static void wait_for_end(void)
{
	WAIT_FOR(!notify_is_initted());
}

static void stop(struct notify *notify)
{
	notify_free(notify);
	wait_for_end();
}

static void add(GPtrArray *all, const char *key, guint serial)
{
	static const char *const ACTIONS[] = {"default", "Go", "focus", "Go", NULL};
	struct notify_wanted *wanted = g_new0(struct notify_wanted, 1);

	wanted->key = g_strdup(key);
	wanted->serial = serial;
	wanted->title = g_strdup_printf("%s %u", key, serial);
	wanted->body = g_strdup("<b>");
	wanted->icon = g_strdup("");
	wanted->category = "im.received";
	wanted->urgency = CONFIG_URGENCY_CRITICAL;
	wanted->sound = g_strdup("none");
	wanted->actions = g_strdupv((char **)ACTIONS);
	g_ptr_array_add(all, wanted);
}

/* KEY and another one, each NULL for none. */
static void want(struct notify *notify, const char *key, guint serial, const char *other)
{
	g_autoptr(GPtrArray) all =
		g_ptr_array_new_with_free_func((GDestroyNotify)notify_wanted_free);

	if (key)
		add(all, key, serial);
	if (other)
		add(all, other, 1);
	notify_apply(notify, all);
}

static const struct shown *latest(const struct test_server *server, guint count)
{
	WAIT_FOR(server->shown->len >= count);
	run_for(30);
	CHECK_INT(server->shown->len, count);
	return g_ptr_array_index(server->shown, count - 1);
}

static guint32 last_closed(const struct test_server *server, guint count)
{
	WAIT_FOR(server->closed->len >= count);
	run_for(30);
	CHECK_INT(server->closed->len, count);
	return g_array_index(server->closed, guint32, count - 1);
}

static void test_life(void)
{
	struct test_server *server = test_server_new(7);
	struct notify *notify = start();
	const struct shown *shown;
	guchar urgency = 0;
	gboolean is_mute = FALSE;

	want(notify, "one", 1, NULL);
	shown = latest(server, 1);
	CHECK_STR(shown->app, "AI monitor");
	CHECK_STR(shown->title, "one 1");
	CHECK_STR(shown->body, "&lt;b&gt;");
	CHECK_STR(shown->icon, "ebpf-ai-monitor");
	CHECK_STR(shown->actions[2], "focus");
	CHECK_INT(shown->timeout, -1);
	CHECK(g_variant_lookup(shown->hints, "urgency", "y", &urgency) && urgency == 2);
	CHECK(g_variant_lookup(shown->hints, "suppress-sound", "b", &is_mute) && is_mute);
	want(notify, "one", 1, NULL);
	want(notify, "one", 2, "two");
	latest(server, 3);
	CHECK_INT(((struct shown *)g_ptr_array_index(server->shown, 1))->replaced, 7);
	want(notify, "one", 2, NULL);
	CHECK_INT(last_closed(server, 1), 8);
	check_heard("");
	stop(notify);
	CHECK_INT(last_closed(server, 2), 7);
	test_server_free(server);
}

static void test_user(void)
{
	struct test_server *server = test_server_new(7);
	struct notify *notify = start();

	want(notify, "one", 1, "two");
	latest(server, 2);
	test_server_act(server, 7, "focus");
	check_heard("chosen one focus;closed one 1;");
	CHECK_INT(last_closed(server, 1), 7);
	test_server_close(server, 8, 2);
	check_heard("closed two 1;");
	/* It stays wanted until its maker knows better. */
	run_for(30);
	latest(server, 2);
	test_server_close(server, 99, 2);
	test_server_act(server, 99, "focus");
	check_heard("");
	stop(notify);
	CHECK_INT(server->closed->len, 1);
	test_server_free(server);
}

/* Only who shows them waits, and what was wanted meanwhile and is no more is never shown. */
static void test_silence(void)
{
	struct test_server *server = test_server_new(7);
	struct notify *notify = start();
	gint64 began;

	want(notify, "one", 1, NULL);
	latest(server, 1);
	server->silent = TRUE;
	want(notify, "one", 2, NULL);
	WAIT_FOR(server->unanswered);
	for (guint serial = 3; serial < 9; serial++)
		want(notify, "one", serial, NULL);
	run_for(50);
	test_server_wake(server);
	CHECK_STR(latest(server, 3)->title, "one 8");
	server->silent = TRUE;
	want(notify, NULL, 0, NULL);
	WAIT_FOR(server->unanswered);
	began = g_get_monotonic_time();
	notify_free(notify);
	CHECK(g_get_monotonic_time() - began < 10 * G_USEC_PER_SEC);
	test_server_wake(server);
	wait_for_end();
	test_server_free(server);
}

/* Its user closes the one that is just being replaced: the new one is not lost of sight. */
static void test_replaced(void)
{
	struct test_server *server = test_server_new(7);
	struct notify *notify = start();

	want(notify, "one", 1, NULL);
	latest(server, 1);
	server->closes_replaced = TRUE;
	want(notify, "one", 2, NULL);
	CHECK_INT(latest(server, 3)->id, 8);
	CHECK_INT(last_closed(server, 1), 7);
	check_heard("");
	test_server_close(server, 8, 2);
	check_heard("closed one 2;");
	stop(notify);
	test_server_free(server);
}

static void test_another_server(void)
{
	struct test_server *server = test_server_new(7), *next;
	struct notify *notify = start();

	want(notify, "one", 1, "two");
	latest(server, 2);
	test_server_close(server, 8, 2);
	check_heard("closed two 1;");
	want(notify, "one", 1, NULL);
	test_server_free(server);
	run_for(30);
	next = test_server_new(7);
	CHECK_INT(latest(next, 1)->replaced, 0);
	CHECK_STR(latest(next, 1)->title, "one 1");
	test_server_act(next, 7, "default");
	check_heard("chosen one default;closed one 1;");
	stop(notify);
	test_server_free(next);
}

/* One that is not there yet, and messages of before. */
static void test_late_server(void)
{
	struct notify *notify = start();
	struct test_server *server;
	gboolean is_transient = FALSE;

	notify_say(notify, "so", "it is");
	run_for(100);
	server = test_server_new(7);
	CHECK_STR(latest(server, 1)->title, "so");
	CHECK(g_variant_lookup(latest(server, 1)->hints, "transient", "b", &is_transient));
	want(notify, "one", 1, NULL);
	latest(server, 2);
	want(notify, NULL, 0, NULL);
	CHECK_INT(last_closed(server, 1), 8);
	stop(notify);
	test_server_free(server);
}

/* As an agent that was killed has left it. */
static void leave(const struct test_server *server, const char *cards)
{
	g_autofree char *file = g_build_filename(
		g_getenv("XDG_RUNTIME_DIR"), "ebpf-ai-monitor", "notifications", NULL);
	g_autofree char *text =
		g_strdup_printf("%s\n%s", g_dbus_connection_get_unique_name(server->bus), cards);

	CHECK(g_file_set_contents(file, text, -1, NULL));
}

/* libnotify tells nothing of what it has not shown itself: its own signals are what says this. */
static void test_earlier(void)
{
	struct test_server *server = test_server_new(20);
	struct notify *notify;

	leave(server, "7 3 one\n8 1 two\n9 1 three");
	notify = start();
	want(notify, "one", 3, "two");
	CHECK_INT(last_closed(server, 1), 9);
	test_server_act(server, 7, "focus");
	check_heard("chosen one focus;closed one 3;");
	CHECK_INT(last_closed(server, 2), 7);
	test_server_close(server, 8, 2);
	check_heard("closed two 1;");
	CHECK_INT(server->shown->len, 0);
	stop(notify);
	leave(server, "7 3 one");
	notify = start();
	want(notify, "one", 4, NULL);
	CHECK_INT(latest(server, 1)->replaced, 7);
	test_server_act(server, 7, "focus");
	check_heard("chosen one focus;closed one 4;");
	stop(notify);
	test_server_free(server);
}

static void bus_up(GTestDBus *bus, const char *runtime)
{
	g_test_dbus_up(bus);
	/* Which has taken it away. */
	g_setenv("XDG_RUNTIME_DIR", runtime, TRUE);
}

/* So many that no other can be opened. */
static struct rlimit take_descriptors(void)
{
	int next = eventfd(0, EFD_CLOEXEC);
	struct rlimit before, none;

	CHECK(next >= 0 && close(next) == 0);
	CHECK_INT(getrlimit(RLIMIT_NOFILE, &before), 0);
	none = before;
	none.rlim_cur = (rlim_t)next;
	CHECK_INT(setrlimit(RLIMIT_NOFILE, &none), 0);
	return before;
}

static void test_no_descriptor(void)
{
	struct test_server *server = test_server_new(7);
	struct notify *notify = start();
	struct rlimit before;

	want(notify, "one", 1, NULL);
	latest(server, 1);
	before = take_descriptors();
	want(notify, "two", 1, NULL);
	run_for(200);
	CHECK_INT(server->shown->len, 1);
	CHECK_INT(setrlimit(RLIMIT_NOFILE, &before), 0);
	CHECK_STR(latest(server, 2)->title, "two 1");
	CHECK_INT(last_closed(server, 1), 7);
	want(notify, NULL, 0, NULL);
	CHECK_INT(last_closed(server, 2), 8);
	stop(notify);
	test_server_free(server);
}

/* It goes, and all on it; another one comes. */
static void test_another_bus(GTestDBus *bus, const char *runtime)
{
	GTestDBus *next = g_test_dbus_new(G_TEST_DBUS_NONE);
	struct test_server *server = test_server_new(7);
	struct notify *notify = start();

	want(notify, "one", 1, NULL);
	latest(server, 1);
	g_test_dbus_stop(bus);
	notify_set_bus(notify, NULL);
	test_server_free(server);
	bus_up(next, runtime);
	server = test_server_new(7);
	join_bus(notify);
	CHECK_STR(latest(server, 1)->title, "one 1");
	want(notify, NULL, 0, NULL);
	CHECK_INT(last_closed(server, 1), 7);
	stop(notify);
	test_server_free(server);
	g_test_dbus_stop(next);
}

int main(void)
{
	GTestDBus *bus = g_test_dbus_new(G_TEST_DBUS_NONE);
	g_autofree char *daemon = g_find_program_in_path("dbus-daemon");
	g_autofree char *runtime = g_dir_make_tmp("eam-XXXXXX", NULL);
	g_autofree char *folder = g_build_filename(runtime, "ebpf-ai-monitor", NULL);

	if (!daemon) {
		puts("skipped: needs dbus-daemon");
		return g_getenv("EAM_MUST_RUN") ? 1 : 77;
	}
	heard = g_string_new(NULL);
	CHECK_INT(g_mkdir(folder, 0700), 0);
	bus_up(bus, runtime);
	test_life();
	test_user();
	test_silence();
	test_replaced();
	test_another_server();
	test_late_server();
	test_earlier();
	test_no_descriptor();
	test_another_bus(bus, runtime);
	g_rmdir(folder);
	CHECK_INT(g_rmdir(runtime), 0);
	return 0;
}
