/* SPDX-License-Identifier: MIT */
#include "agent/place/look.h"

#include "agent/tmux/tmux.h"

#include <gio/gio.h>
#include <string.h>
#include <sys/stat.h>

#define FOCUSED_MAX 256

struct look {
	struct servers *servers;
	GArray *focused;       /* gint64, the latest last */
	GHashTable *processes; /* pid -> struct proc_stat, since the beginning */
	GHashTable *instances; /* session -> guint64 */
	GHashTable *watches;   /* path -> struct watch */
	void (*changed)(gpointer data);
	gpointer data;
};

struct watch {
	GFileMonitor *monitor;
	gboolean needed; /* since the beginning */
};

static void watch_free(gpointer data)
{
	struct watch *watch = data;

	g_file_monitor_cancel(watch->monitor);
	g_object_unref(watch->monitor);
	g_free(watch);
}

struct look *look_new(struct servers *servers, void (*changed)(gpointer data), gpointer data)
{
	struct look *look = g_new0(struct look, 1);

	look->servers = servers;
	look->changed = changed;
	look->data = data;
	look->watches = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, watch_free);
	look->focused = g_array_new(FALSE, FALSE, sizeof(gint64));
	look->processes = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	look->instances = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	return look;
}

void look_free(struct look *look)
{
	if (!look)
		return;
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

/* screen and dtach change the mode of their socket whenever they are attached or detached. */
static void watch_socket(struct look *look, const char *path)
{
	g_autoptr(GFile) file = g_file_new_for_path(path);
	struct watch *watch = g_hash_table_lookup(look->watches, path);
	GFileMonitor *monitor;

	if (watch) {
		watch->needed = TRUE;
		return;
	}
	monitor = g_file_monitor_file(file, G_FILE_MONITOR_NONE, NULL, NULL);
	if (!monitor)
		return;
	watch = g_new0(struct watch, 1);
	*watch = (struct watch){monitor, TRUE};
	g_signal_connect(monitor, "changed", G_CALLBACK(on_changed), look);
	g_hash_table_insert(look->watches, g_strdup(path), watch);
}

/* The path of what HOLDER listens on, as we see it, or NULL. */
static char *find_socket(struct look *look, const struct proc_stat *holder)
{
	g_autofree char *socket = proc_socket_path(holder->pid);
	char *path = socket ? g_strdup_printf("/proc/%d/root%s", holder->pid, socket) : NULL;

	if (path)
		watch_socket(look, path);
	return path;
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

/* screen opens the terminals itself that it is attached in. */
static gboolean look_at_screen(
	struct look *look, const struct proc_stat *holder, struct viewers *viewers)
{
	static const char *const NAMES[] = {"screen", NULL};
	g_autoptr(GArray) opened = tty_opened(holder->pid), clients = proc_named(NAMES);
	g_autoptr(GArray) shells = proc_shells(holder->pid);

	/* To be told when it is attached or left. */
	g_free(find_socket(look, holder));
	for (guint i = 0; i < clients->len; i++) {
		const struct proc_stat *client = &g_array_index(clients, struct proc_stat, i);
		const struct tty own = {look_instance(client, look), client->pts};
		gboolean is_one = FALSE;

		for (guint n = 0; n < opened->len && !is_one; n++)
			is_one = tty_equal(&own, &g_array_index(opened, struct tty, n));
		if (is_one)
			add_viewer(look, viewers, client->pid);
	}
	viewers->whole = shells->len == 1;
	return TRUE;
}

static gboolean is_same_file(const char *path, const struct stat *file)
{
	struct stat st;

	return stat(path, &st) == 0 && st.st_dev == file->st_dev && st.st_ino == file->st_ino;
}

/* PID was given the path of FILE as an argument. */
static gboolean is_given(pid_t pid, const struct stat *file)
{
	g_autofree char *path = g_strdup_printf("/proc/%d/cmdline", pid);
	g_autofree char *arguments = NULL;
	gsize len;

	if (!g_file_get_contents(path, &arguments, &len, NULL))
		return FALSE;
	for (const char *p = arguments; p < arguments + len; p += strlen(p) + 1) {
		g_autofree char *file_path = *p == '/' ? g_strdup_printf("/proc/%d/root%s", pid, p)
						       : g_strdup_printf("/proc/%d/cwd/%s", pid, p);

		if (*p && is_same_file(file_path, file))
			return TRUE;
	}
	return FALSE;
}

/* A client of dtach lives while it is attached, and was told the socket. */
static gboolean look_at_dtach(
	struct look *look, const struct proc_stat *holder, struct viewers *viewers)
{
	static const char *const NAMES[] = {"dtach", NULL};
	g_autofree char *path = find_socket(look, holder);
	g_autoptr(GArray) clients = proc_named(NAMES);
	struct stat file;

	for (guint i = 0; path && stat(path, &file) == 0 && i < clients->len; i++) {
		const struct proc_stat *client = &g_array_index(clients, struct proc_stat, i);

		if (is_given(client->pid, &file))
			add_viewer(look, viewers, client->pid);
	}
	viewers->whole = TRUE;
	return path != NULL;
}

/* The service manager starts it, and who asked for that holds the other side. */
static gboolean look_at_service(struct look *look, const struct tty *tty, struct viewers *viewers)
{
	static const char *const NAMES[] = {"systemd-run", "run0", NULL};
	g_autoptr(GArray) askers = proc_named(NAMES);

	for (guint i = 0; i < askers->len; i++) {
		const struct proc_stat *asker = &g_array_index(askers, struct proc_stat, i);

		if (tty_is_held(asker->pid, tty->number) &&
			look_instance(asker, look) == tty->instance)
			add_viewer(look, viewers, asker->pid);
	}
	viewers->whole = TRUE;
	return viewers->pids->len > 0;
}

static gboolean look_viewers(const struct tty *tty, const struct proc_stat *holder,
	struct viewers *viewers, gpointer data)
{
	if (strcmp(holder->comm, "screen") == 0)
		return look_at_screen(data, holder, viewers);
	if (strcmp(holder->comm, "dtach") == 0)
		return look_at_dtach(data, holder, viewers);
	return strcmp(holder->comm, "systemd") == 0 && look_at_service(data, tty, viewers);
}

struct resolve_facts look_begin(struct look *look)
{
	g_hash_table_remove_all(look->processes);
	g_hash_table_remove_all(look->instances);
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
