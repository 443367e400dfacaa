/* SPDX-License-Identifier: MIT */
#include "agent/remote/host.h"

#include "agent/base/log.h"
#include "agent/remote/line.h"

#include <gio/gio.h>
#include <signal.h>
#include <string.h>

#define LOG_MODULE "remote"

#define RETRY_MIN_S 2
#define RETRY_MAX_S 300

struct remote_host {
	char *name;
	const struct remote_host_events *events;
	gpointer data;
	GSubprocess *ssh;
	GCancellable *cancel;
	GByteArray *rest; /* a line that is still to come to its end */
	guint timer;
	guint retry_s;
	gboolean up;    /* it has printed a line */
	gboolean noted; /* that it can't be reached was said */
};

/* What a callback needs that may come when the host is gone. */
struct reading {
	struct remote_host *host;
	GCancellable *cancel; /* when HOST is gone */
	char bytes[4096];
};

static void start(struct remote_host *host);

static gboolean on_retry(gpointer data)
{
	struct remote_host *host = data;

	host->timer = 0;
	start(host);
	return G_SOURCE_REMOVE;
}

static void lose(struct remote_host *host)
{
	g_autofree char *name = log_quote(host->name);
	gboolean was_up = host->up;

	if (host->ssh)
		g_subprocess_send_signal(host->ssh, SIGTERM);
	g_clear_object(&host->ssh);
	g_clear_object(&host->cancel);
	g_byte_array_set_size(host->rest, 0);
	host->up = FALSE;
	if (was_up)
		host->retry_s = RETRY_MIN_S;
	if (!host->noted)
		log_warning("ssh to %s has ended: its sessions are not shown; does \"ssh -o "
			    "BatchMode=yes %s ebpf-ai-monitor watch --json\" work? A unit of "
			    "systemd has to allow it the network, see ebpf-ai-monitor(5)",
			name, name);
	host->noted = TRUE;
	host->timer = g_timeout_add_seconds(host->retry_s, on_retry, host);
	host->retry_s = MIN(host->retry_s * 2, RETRY_MAX_S);
	if (was_up)
		host->events->down(host->data);
}

static void take_line(struct remote_host *host, const char *line)
{
	host->up = TRUE;
	host->noted = FALSE;
	host->events->line(line, host->data);
}

/* FALSE where a line is too long to be one of ours. */
static gboolean take_bytes(struct remote_host *host, const char *bytes, gsize len)
{
	for (gsize i = 0; i < len; i++) {
		if (bytes[i] != '\n') {
			g_byte_array_append(host->rest, (const guint8 *)&bytes[i], 1);
			continue;
		}
		g_byte_array_append(host->rest, (const guint8 *)"", 1);
		take_line(host, (const char *)host->rest->data);
		g_byte_array_set_size(host->rest, 0);
	}
	return host->rest->len < REMOTE_LINE_MAX;
}

static void read_more(GInputStream *stream, struct reading *reading);

static void reading_free(struct reading *reading)
{
	g_object_unref(reading->cancel);
	g_free(reading);
}

static void on_read(GObject *source, GAsyncResult *result, gpointer data)
{
	struct reading *reading = data;
	gssize n = g_input_stream_read_finish(G_INPUT_STREAM(source), result, NULL);

	if (g_cancellable_is_cancelled(reading->cancel)) {
		reading_free(reading);
	} else if (n <= 0 || !take_bytes(reading->host, reading->bytes, (gsize)n)) {
		lose(reading->host);
		reading_free(reading);
	} else {
		read_more(G_INPUT_STREAM(source), reading);
	}
}

static void read_more(GInputStream *stream, struct reading *reading)
{
	g_input_stream_read_async(stream, reading->bytes, sizeof(reading->bytes),
		G_PRIORITY_DEFAULT, reading->host->cancel, on_read, reading);
}

/* It asks nobody for a password, and finds out within 90 s that the other machine is gone. */
static void start(struct remote_host *host)
{
	const char *const argv[] = {"ssh", "-T", "-o", "BatchMode=yes", "-o", "ConnectTimeout=20",
		"-o", "ServerAliveInterval=30", "--", host->name, "ebpf-ai-monitor watch --json",
		NULL};
	struct reading *reading;

	host->cancel = g_cancellable_new();
	host->ssh = g_subprocess_newv(
		argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);
	if (!host->ssh) {
		lose(host);
		return;
	}
	reading = g_new0(struct reading, 1);
	reading->host = host;
	reading->cancel = g_object_ref(host->cancel);
	read_more(g_subprocess_get_stdout_pipe(host->ssh), reading);
}

struct remote_host *remote_host_new(
	const char *name, const struct remote_host_events *events, gpointer data)
{
	struct remote_host *host = g_new0(struct remote_host, 1);

	host->name = g_strdup(name);
	host->events = events;
	host->data = data;
	host->rest = g_byte_array_new();
	host->retry_s = RETRY_MIN_S;
	host->timer = g_idle_add(on_retry, host);
	return host;
}

void remote_host_free(struct remote_host *host)
{
	g_clear_handle_id(&host->timer, g_source_remove);
	if (host->cancel)
		g_cancellable_cancel(host->cancel);
	g_clear_object(&host->cancel);
	if (host->ssh)
		g_subprocess_send_signal(host->ssh, SIGTERM);
	g_clear_object(&host->ssh);
	g_byte_array_unref(host->rest);
	g_free(host->name);
	g_free(host);
}

const char *remote_host_name(const struct remote_host *host)
{
	return host->name;
}
