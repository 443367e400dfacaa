/* SPDX-License-Identifier: MIT */
#include "agent/place/look.h"

#include "agent/proc/peers.h"
#include "agent/tmux/tmux.h"

#include <gio/gio.h>
#include <string.h>

#define FOCUSED_MAX 256

struct look {
	struct servers *servers;
	GArray *focused;       /* gint64, the latest last */
	GHashTable *processes; /* pid -> struct proc_stat, since the beginning */
	GHashTable *instances; /* session -> guint64 */
	GHashTable *watches;   /* pid -> struct watch */
	GArray *clients;       /* of struct proc_stat, of programs that show terminals; or NULL */
	struct peers *peers;   /* of those; or NULL */
	void (*changed)(gpointer data);
	gpointer data;
};

struct watch {
	GFileMonitor *monitor; /* NULL where it has no socket */
	guint64 start;         /* of its process */
	gboolean needed;       /* since the beginning */
};

static void watch_free(gpointer data)
{
	struct watch *watch = data;

	if (watch->monitor)
		g_file_monitor_cancel(watch->monitor);
	g_clear_object(&watch->monitor);
	g_free(watch);
}

struct look *look_new(struct servers *servers, void (*changed)(gpointer data), gpointer data)
{
	struct look *look = g_new0(struct look, 1);

	look->servers = servers;
	look->changed = changed;
	look->data = data;
	look->watches = g_hash_table_new_full(NULL, NULL, NULL, watch_free);
	look->focused = g_array_new(FALSE, FALSE, sizeof(gint64));
	look->processes = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	look->instances = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	return look;
}

static void forget(struct look *look)
{
	g_hash_table_remove_all(look->processes);
	g_hash_table_remove_all(look->instances);
	g_clear_pointer(&look->clients, g_array_unref);
	g_clear_pointer(&look->peers, peers_free);
}

void look_free(struct look *look)
{
	if (!look)
		return;
	forget(look);
	g_array_unref(look->focused);
	g_hash_table_unref(look->processes);
	g_hash_table_unref(look->instances);
	g_hash_table_unref(look->watches);
	g_free(look);
}

void look_focus(struct look *look, gint64 window)
{
	for (guint i = 0; i < look->focused->len; i++)
		if (g_array_index(look->focused, gint64, i) == window)
			g_array_remove_index(look->focused, i);
	if (look->focused->len == FOCUSED_MAX)
		g_array_remove_index(look->focused, 0);
	g_array_append_val(look->focused, window);
}

static gboolean look_process(pid_t pid, struct proc_stat *ret, gpointer data)
{
	struct look *look = data;
	const struct proc_stat *known = g_hash_table_lookup(look->processes, GINT_TO_POINTER(pid));

	if (known) {
		*ret = *known;
		return TRUE;
	}
	if (!proc_stat_read(pid, ret))
		return FALSE;
	g_hash_table_insert(look->processes, GINT_TO_POINTER(pid), g_memdup2(ret, sizeof(*ret)));
	return TRUE;
}

/* A terminal is that of one session only. */
static guint64 look_instance(const struct proc_stat *process, gpointer data)
{
	struct look *look = data;
	gpointer key = GINT_TO_POINTER(process->session);
	const guint64 *known = g_hash_table_lookup(look->instances, key);
	guint64 instance = known ? *known : tty_instance(process);

	if (!known && instance != 0)
		g_hash_table_insert(look->instances, key, g_memdup2(&instance, sizeof(instance)));
	return instance;
}

static gboolean look_raw(const struct proc_stat *process, gpointer data)
{
	return tty_is_raw(process);
}

static int look_tmux_session(pid_t pid, gpointer data)
{
	return tmux_session_of(pid);
}

static void on_changed(
	GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer data)
{
	struct look *look = data;

	look->changed(look->data);
}

static gboolean end_round(gpointer key, gpointer value, gpointer data)
{
	struct watch *watch = value;
	gboolean needed = watch->needed;

	watch->needed = FALSE;
	return !needed;
}

static void add_viewer(struct look *look, struct viewers *viewers, pid_t pid)
{
	servers_want(look->servers, pid);
	g_array_append_val(viewers->pids, pid);
}

static const GArray *find_clients(struct look *look)
{
	static const char *const NAMES[] = {
		"abduco", "dtach", "podman", "run0", "screen", "systemd-run", "zellij", NULL};

	if (!look->clients)
		look->clients = proc_named(NAMES);
	return look->clients;
}

static const struct peers *find_peers(struct look *look)
{
	if (!look->peers)
		look->peers = peers_new(find_clients(look));
	return look->peers;
}

static GFileMonitor *watch_socket(struct look *look, pid_t pid)
{
	g_autofree char *socket = peers_path(find_peers(look), pid);
	g_autofree char *path = g_strdup_printf("/proc/%d/root%s", pid, socket ? socket : "");
	g_autoptr(GFile) file = g_file_new_for_path(path);
	GFileMonitor *monitor =
		socket ? g_file_monitor_file(file, G_FILE_MONITOR_NONE, NULL, NULL) : NULL;

	if (monitor)
		g_signal_connect(monitor, "changed", G_CALLBACK(on_changed), look);
	return monitor;
}

/* HOLDER changes the mode of its socket whenever it is attached or left. */
static void watch_holder(struct look *look, const struct proc_stat *holder)
{
	struct watch *watch = g_hash_table_lookup(look->watches, GINT_TO_POINTER(holder->pid));

	if (!watch || !watch->monitor || watch->start != holder->start) {
		watch = g_new0(struct watch, 1);
		*watch = (struct watch){
			.monitor = watch_socket(look, holder->pid), .start = holder->start};
		g_hash_table_insert(look->watches, GINT_TO_POINTER(holder->pid), watch);
	}
	watch->needed = TRUE;
}

static gboolean is_called(const struct proc_stat *process, const char *const *names)
{
	return g_strv_contains(names, process->comm);
}

/* screen opens the terminals itself that it is attached in. */
static gboolean look_at_screen(struct look *look, const struct tty *tty,
	const struct proc_stat *holder, struct viewers *viewers)
{
	static const char *const NAMES[] = {"screen", NULL};
	g_autoptr(GArray) opened = tty_opened(holder->pid), shells = proc_shells(holder->pid);
	const GArray *clients = find_clients(look);

	for (guint i = 0; i < clients->len; i++) {
		const struct proc_stat *client = &g_array_index(clients, struct proc_stat, i);
		const struct tty own = {look_instance(client, look), client->pts};
		gboolean is_one = FALSE;

		for (guint n = 0; n < opened->len && !is_one; n++)
			is_one = tty_equal(&own, &g_array_index(opened, struct tty, n));
		if (is_one && is_called(client, NAMES))
			add_viewer(look, viewers, client->pid);
	}
	viewers->whole = shells->len == 1;
	return TRUE;
}

/* Its clients live while they are attached, connected to it. */
static gboolean look_at_connected(struct look *look, const struct tty *tty,
	const struct proc_stat *holder, struct viewers *viewers)
{
	static const char *const NAMES[] = {"abduco", "dtach", "podman", "zellij", NULL};
	g_autoptr(GArray) shells = proc_shells(holder->pid);
	g_autoptr(GArray) connected = peers_of(find_peers(look), holder->pid);

	for (guint i = 0; connected && i < connected->len; i++) {
		const struct proc_stat *client = &g_array_index(connected, struct proc_stat, i);

		if (is_called(client, NAMES))
			add_viewer(look, viewers, client->pid);
	}
	viewers->whole = shells->len == 1;
	return connected != NULL;
}

/* The service manager starts it, and who asked for that holds the other side. */
static gboolean look_at_service(struct look *look, const struct tty *tty,
	const struct proc_stat *holder, struct viewers *viewers)
{
	static const char *const NAMES[] = {"systemd-run", "run0", NULL};
	const GArray *clients = find_clients(look);

	for (guint i = 0; i < clients->len; i++) {
		const struct proc_stat *asker = &g_array_index(clients, struct proc_stat, i);

		if (is_called(asker, NAMES) && tty_is_held(asker->pid, tty->number) &&
			look_instance(asker, look) == tty->instance)
			add_viewer(look, viewers, asker->pid);
	}
	viewers->whole = TRUE;
	return viewers->pids->len > 0;
}

/* What holds the other side of terminals, and has none itself. */
static const struct server {
	const char *name;
	gboolean (*look)(struct look *look, const struct tty *tty, const struct proc_stat *holder,
		struct viewers *viewers);
	gboolean tells; /* by the mode of its socket, when it is attached or left */
} SERVERS[] = {
	{"abduco", look_at_connected, TRUE},
	{"conmon", look_at_connected, FALSE}, /* podman's, for each container */
	{"dtach", look_at_connected, TRUE},
	{"screen", look_at_screen, TRUE},
	{"systemd", look_at_service, FALSE},
	{"zellij", look_at_connected, FALSE},
};

static gboolean look_viewers(const struct tty *tty, const struct proc_stat *holder,
	struct viewers *viewers, gpointer data)
{
	for (gsize i = 0; i < G_N_ELEMENTS(SERVERS); i++) {
		const struct server *server = &SERVERS[i];

		if (strcmp(holder->comm, server->name) != 0)
			continue;
		if (server->tells)
			watch_holder(data, holder);
		return server->look(data, tty, holder, viewers);
	}
	return FALSE;
}

struct resolve_facts look_begin(struct look *look)
{
	forget(look);
	g_hash_table_foreach_remove(look->watches, end_round, NULL);
	return (struct resolve_facts){
		.servers = servers_list(look->servers),
		.focused = look->focused,
		.process = look_process,
		.instance = look_instance,
		.is_raw = look_raw,
		.tmux_session = look_tmux_session,
		.viewers = look_viewers,
		.data = look,
	};
}

struct tty look_tty(pid_t pid, const char *name, guint64 device)
{
	struct tty tty = {device, tty_parse(name)};
	struct proc_stat process;

	if (device == 0 && tty.number >= 0 && proc_stat_read(pid, &process) &&
		process.pts == tty.number)
		tty.instance = tty_instance(&process);
	return tty;
}
