/* SPDX-License-Identifier: MIT */
#include "agent/tmux/watch.h"

#include "agent/base/run.h"

#include <gio/gio.h>
#include <unistd.h>

#define READ_SIZE  4096
#define TIMEOUT_MS 2000

/* Lives until its operations have come back. */
struct tmux_watch {
	void (*changed)(gpointer data);
	gpointer data;
	char *socket;
	char *channel;        /* that our client waits for; nobody else does */
	GSubprocess *process; /* NULL once it has ended */
	GFileMonitor *monitor;
	GCancellable *cancel;
	guint operations;
	gboolean freed;
};

static void read_more(struct tmux_watch *watch);

static void unref(struct tmux_watch *watch)
{
	if (!watch->freed || watch->operations > 0)
		return;
	g_object_unref(watch->cancel);
	g_clear_object(&watch->process);
	g_free(watch->socket);
	g_free(watch->channel);
	g_free(watch);
}

/* It says what has changed, but whoever asks anew learns that anyway. */
static void on_read(GObject *source, GAsyncResult *result, gpointer data)
{
	struct tmux_watch *watch = data;
	g_autoptr(GBytes) bytes =
		g_input_stream_read_bytes_finish(G_INPUT_STREAM(source), result, NULL);

	watch->operations--;
	if (watch->freed) {
		unref(watch);
		return;
	}
	if (bytes && g_bytes_get_size(bytes) > 0)
		read_more(watch);
	else
		g_clear_object(&watch->process);
	watch->changed(watch->data);
}

static void read_more(struct tmux_watch *watch)
{
	watch->operations++;
	g_input_stream_read_bytes_async(g_subprocess_get_stdout_pipe(watch->process), READ_SIZE,
		G_PRIORITY_DEFAULT, watch->cancel, on_read, watch);
}

static void on_socket(
	GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer data)
{
	struct tmux_watch *watch = data;

	if (event == G_FILE_MONITOR_EVENT_ATTRIBUTE_CHANGED)
		watch->changed(watch->data);
}

static void start(struct tmux_watch *watch)
{
	const char *const argv[] = {
		"tmux", "-S", watch->socket, "-C", "wait-for", watch->channel, NULL};

	/* Control mode ends with its input. */
	watch->process = g_subprocess_newv(argv,
		G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
			G_SUBPROCESS_FLAGS_STDERR_SILENCE,
		NULL);
	if (watch->process)
		read_more(watch);
}

struct tmux_watch *tmux_watch_new(const char *socket, void (*changed)(gpointer data), gpointer data)
{
	static guint count;
	struct tmux_watch *watch = g_new0(struct tmux_watch, 1);
	g_autoptr(GFile) file = g_file_new_for_path(socket);

	watch->changed = changed;
	watch->data = data;
	watch->socket = g_strdup(socket);
	watch->channel = g_strdup_printf("ebpf-ai-monitor-%d-%u", getpid(), count++);
	watch->cancel = g_cancellable_new();
	watch->monitor = g_file_monitor_file(file, G_FILE_MONITOR_NONE, NULL, NULL);
	if (watch->monitor)
		g_signal_connect(watch->monitor, "changed", G_CALLBACK(on_socket), watch);
	start(watch);
	return watch;
}

static void on_woken(const char *output, const char *error, gpointer data)
{
	struct tmux_watch *watch = data;

	watch->operations--;
	if (watch->process)
		g_subprocess_force_exit(watch->process);
	g_cancellable_cancel(watch->cancel);
	unref(watch);
}

void tmux_watch_free(struct tmux_watch *watch)
{
	if (!watch)
		return;
	watch->freed = TRUE;
	g_clear_object(&watch->monitor);
	if (watch->process) {
		const char *const argv[] = {
			"tmux", "-S", watch->socket, "wait-for", "-S", watch->channel, NULL};

		/* Killed while it waits, it would stay in the server's memory. */
		watch->operations++;
		run_command(argv, TIMEOUT_MS, on_woken, watch);
	}
	unref(watch);
}

gboolean tmux_watch_is_up(const struct tmux_watch *watch)
{
	return watch->process != NULL;
}
