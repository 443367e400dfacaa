/* SPDX-License-Identifier: MIT */
#include "agent/session/link.h"

#include "agent/base/connect.h"
#include "agent/base/log.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/socket.h>
#include <unistd.h>

#define LOG_MODULE "link"

#define RETRY_MIN_MS 100
#define RETRY_MAX_MS 1000 /* a restarted collector is found again within two seconds */
#define FRAMES_MAX   64   /* read at one go, so that the rest of the agent gets its turn */

struct link {
	char *path;
	const struct link_events *events;
	gpointer data;
	int fd;
	guint source;
	guint timer;
	guint retry_ms;
	gboolean up;      /* a hello was read */
	gboolean missed;  /* that it is missing was said */
	gboolean garbled; /* that it sends nonsense was said */
};

static void retry_later(struct link *link);

static void disconnect(struct link *link)
{
	gboolean was_up = link->up;

	g_clear_handle_id(&link->source, g_source_remove);
	close(link->fd);
	link->fd = -1;
	link->up = FALSE;
	if (was_up)
		link->events->down(link->data);
}

static void say_missing(struct link *link, const char *why)
{
	g_autofree char *path = log_quote(link->path);

	if (!link->missed && link->events->missed)
		link->events->missed(why, link->data);
	else if (!link->missed)
		log_warning("no collector at %s (%s): waiting for it; is "
			    "ebpf-ai-monitor-collector running?",
			path, why);
	link->missed = TRUE;
}

static void lose(struct link *link, const char *why)
{
	say_missing(link, why);
	disconnect(link);
	retry_later(link);
}

/* FALSE where the link was lost. */
static gboolean take_hello(struct link *link, const struct frame_hello *hello)
{
	g_autofree char *version = log_quote(hello->version);
	g_autofree char *probe = log_quote(hello->probe);

	if (hello->protocol != FRAME_PROTOCOL) {
		g_autofree char *why = g_strdup_printf(
			"it speaks protocol %u, not %d: update the older of the two",
			hello->protocol, FRAME_PROTOCOL);

		lose(link, why);
		return FALSE;
	}
	link->up = TRUE;
	link->missed = FALSE;
	link->retry_ms = RETRY_MIN_MS;
	log_info("collector %s, probe %s, threshold %u ms", version, probe, hello->threshold_ms);
	return TRUE;
}

static gboolean take_record(struct link *link, const char *record, gsize len)
{
	struct frame frame;
	int r = frame_decode(record, len, &frame);

	if (r < 0 && !link->garbled) {
		link->garbled = TRUE;
		log_warning("a record of the collector is no frame, ignoring such records");
	}
	if (r != 0)
		return TRUE;
	if (frame.type == FRAME_HELLO && !take_hello(link, &frame.hello))
		return FALSE;
	/* Before its hello nobody knows which language this is. */
	if (link->up)
		link->events->frame(&frame, link->data);
	return link->fd >= 0;
}

static gboolean on_readable(gint fd, GIOCondition condition, gpointer data)
{
	struct link *link = data;
	/* One byte more than a frame: a longer record must not look like one. */
	char record[FRAME_MAX + 1];

	for (guint i = 0; i < FRAMES_MAX; i++) {
		ssize_t n = recv(fd, record, sizeof(record), MSG_DONTWAIT);

		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			return G_SOURCE_CONTINUE;
		if (n <= 0) {
			lose(link, n == 0 ? "it closed the connection" : g_strerror(errno));
			return G_SOURCE_REMOVE;
		}
		if (!take_record(link, record, (gsize)n))
			return G_SOURCE_REMOVE;
	}
	return G_SOURCE_CONTINUE;
}

static gboolean on_retry(gpointer data)
{
	struct link *link = data;
	int r = connect_unix(link->path, SOCK_SEQPACKET | SOCK_NONBLOCK, &link->fd);

	link->timer = 0;
	if (r < 0) {
		say_missing(link, g_strerror(-r));
		retry_later(link);
		return G_SOURCE_REMOVE;
	}
	link->source = g_unix_fd_add(link->fd, G_IO_IN | G_IO_HUP | G_IO_ERR, on_readable, link);
	return G_SOURCE_REMOVE;
}

static void retry_later(struct link *link)
{
	link->timer = g_timeout_add(link->retry_ms, on_retry, link);
	link->retry_ms = MIN(link->retry_ms * 2, RETRY_MAX_MS);
}

struct link *link_new(const char *path, const struct link_events *events, gpointer data)
{
	struct link *link = g_new0(struct link, 1);

	link->path = g_strdup(path);
	link->events = events;
	link->data = data;
	link->fd = -1;
	link->retry_ms = RETRY_MIN_MS;
	link->timer = g_idle_add(on_retry, link);
	return link;
}

void link_free(struct link *link)
{
	if (!link)
		return;
	g_clear_handle_id(&link->timer, g_source_remove);
	g_clear_handle_id(&link->source, g_source_remove);
	if (link->fd >= 0)
		close(link->fd);
	g_free(link->path);
	g_free(link);
}

gboolean link_is_up(const struct link *link)
{
	return link->up;
}
