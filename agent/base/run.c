/* SPDX-License-Identifier: MIT */
#include "agent/base/run.h"

#include <gio/gio.h>

#define OUTPUT_MAX (4 * 1024 * 1024)
#define READ_SIZE  65536

struct run {
	GSubprocess *process;
	GCancellable *cancel;
	GString *output;
	guint timer;
	gboolean timed_out;
	run_done done;
	gpointer data;
};

static void finish(struct run *run, const char *error)
{
	run->done(error ? NULL : run->output->str, error, run->data);
	g_clear_handle_id(&run->timer, g_source_remove);
	g_clear_object(&run->process);
	g_object_unref(run->cancel);
	g_string_free(run->output, TRUE);
	g_free(run);
}

static gboolean on_timeout(gpointer data)
{
	struct run *run = data;

	run->timer = 0;
	run->timed_out = TRUE;
	g_subprocess_force_exit(run->process);
	/* A grandchild may hold the pipe open for ever. */
	g_cancellable_cancel(run->cancel);
	return G_SOURCE_REMOVE;
}

static void on_ended(GObject *source, GAsyncResult *result, gpointer data)
{
	struct run *run = data;
	g_autoptr(GError) error = NULL;

	if (!g_subprocess_wait_check_finish(run->process, result, &error))
		finish(run, run->timed_out ? "it did not answer in time" : error->message);
	else
		finish(run, NULL);
}

static void on_read(GObject *source, GAsyncResult *result, gpointer data)
{
	GInputStream *stream = G_INPUT_STREAM(source);
	struct run *run = data;
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) bytes = g_input_stream_read_bytes_finish(stream, result, &error);

	if (!bytes || run->output->len + g_bytes_get_size(bytes) > OUTPUT_MAX) {
		g_subprocess_force_exit(run->process);
		finish(run,
			run->timed_out  ? "it did not answer in time"
				: error ? error->message
					: "it printed too much");
		return;
	}
	if (g_bytes_get_size(bytes) == 0) {
		g_subprocess_wait_check_async(run->process, run->cancel, on_ended, run);
		return;
	}
	g_string_append_len(
		run->output, g_bytes_get_data(bytes, NULL), (gssize)g_bytes_get_size(bytes));
	g_input_stream_read_bytes_async(
		stream, READ_SIZE, G_PRIORITY_DEFAULT, run->cancel, on_read, run);
}

static gboolean on_no_start(gpointer data)
{
	finish(data, "it could not be started");
	return G_SOURCE_REMOVE;
}

void run_command(const char *const *argv, guint timeout_ms, run_done done, gpointer data)
{
	struct run *run = g_new0(struct run, 1);

	run->done = done;
	run->data = data;
	run->cancel = g_cancellable_new();
	run->output = g_string_new(NULL);
	/* There are none but what is closed on exec; and to close more, GLib would fork all of us. */
	run->process = g_subprocess_newv(argv,
		G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE |
			G_SUBPROCESS_FLAGS_INHERIT_FDS,
		NULL);
	if (!run->process) {
		g_idle_add(on_no_start, run);
		return;
	}
	run->timer = g_timeout_add(timeout_ms, on_timeout, run);
	g_input_stream_read_bytes_async(g_subprocess_get_stdout_pipe(run->process), READ_SIZE,
		G_PRIORITY_DEFAULT, run->cancel, on_read, run);
}
