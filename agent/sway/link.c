/* SPDX-License-Identifier: MIT */
#include "agent/sway/link.h"

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <string.h>

#define MAGIC       "i3-ipc"
#define MAGIC_LEN   6
#define PAYLOAD_MAX (16 * 1024 * 1024)
#define TIMEOUT_MS  3000

struct header {
	char magic[MAGIC_LEN];
	guint32 len;
	guint32 type;
} __attribute__((packed));

G_STATIC_ASSERT(sizeof(struct header) == 14);

struct pending {
	sway_link_reply reply;
	gpointer data;
	gint64 due; /* monotonic, us */
};

/* Lives until the operations that name it have come back. */
struct sway_link {
	const struct sway_link_events *events;
	gpointer data;
	gboolean closed;
	guint operations;
	GCancellable *cancel;
	GSocketConnection *connection;
	struct header header;
	char *payload;
	GByteArray *unsent;
	GByteArray *sending;
	GQueue pending; /* of struct pending: Sway answers in order */
	guint timer;
};

static void read_header(struct sway_link *link);

static void link_unref(struct sway_link *link)
{
	if (link->operations > 0 || !link->closed)
		return;
	g_object_unref(link->cancel);
	g_clear_object(&link->connection);
	g_byte_array_unref(link->unsent);
	g_clear_pointer(&link->sending, g_byte_array_unref);
	g_free(link->payload);
	g_free(link);
}

static void answer(struct sway_link *link, const char *json, gsize len)
{
	struct pending *pending = g_queue_pop_head(&link->pending);

	if (!pending)
		return;
	if (pending->reply)
		pending->reply(json, len, pending->data);
	g_free(pending);
}

void sway_link_close(struct sway_link *link)
{
	if (!link || link->closed)
		return;
	link->closed = TRUE;
	g_clear_handle_id(&link->timer, g_source_remove);
	g_cancellable_cancel(link->cancel);
	while (!g_queue_is_empty(&link->pending))
		answer(link, NULL, 0);
	link_unref(link);
}

static void fail(struct sway_link *link, const char *error)
{
	if (!link->closed)
		link->events->closed(error, link->data);
}

/* FALSE where the operation that came back has nobody to tell any more. */
static gboolean end_operation(struct sway_link *link)
{
	link->operations--;
	if (!link->closed)
		return TRUE;
	link_unref(link);
	return FALSE;
}

static gboolean on_timeout(gpointer data)
{
	struct sway_link *link = data;
	const struct pending *first = g_queue_peek_head(&link->pending);

	if (first && first->due <= g_get_monotonic_time()) {
		link->timer = 0;
		fail(link, "it does not answer");
		return G_SOURCE_REMOVE;
	}
	if (first)
		return G_SOURCE_CONTINUE;
	link->timer = 0;
	return G_SOURCE_REMOVE;
}

static void dispatch(struct sway_link *link)
{
	guint32 type = link->header.type;
	gsize len = link->header.len;
	g_autofree char *json = g_steal_pointer(&link->payload);

	if (type & 0x80000000u)
		link->events->event((enum sway_message)type, json, len, link->data);
	else
		answer(link, json, len);
}

static void on_payload(GObject *source, GAsyncResult *result, gpointer data)
{
	struct sway_link *link = data;
	gsize got = 0;
	gboolean ok = g_input_stream_read_all_finish(G_INPUT_STREAM(source), result, &got, NULL);

	if (!end_operation(link))
		return;
	if (!ok || got != link->header.len) {
		fail(link, "it closed the connection");
		return;
	}
	/* What is told may close the link, hence one operation more while it is. */
	link->operations++;
	dispatch(link);
	if (end_operation(link))
		read_header(link);
}

static void on_header(GObject *source, GAsyncResult *result, gpointer data)
{
	struct sway_link *link = data;
	GInputStream *stream = G_INPUT_STREAM(source);
	gsize got = 0;
	gboolean ok = g_input_stream_read_all_finish(stream, result, &got, NULL);

	if (!end_operation(link))
		return;
	if (!ok || got != sizeof(link->header)) {
		fail(link, "it closed the connection");
		return;
	}
	if (memcmp(link->header.magic, MAGIC, MAGIC_LEN) != 0 || link->header.len > PAYLOAD_MAX) {
		fail(link, "it does not speak Sway's language");
		return;
	}
	link->payload = g_malloc(link->header.len + 1);
	link->payload[link->header.len] = '\0';
	link->operations++;
	g_input_stream_read_all_async(stream, link->payload, link->header.len, G_PRIORITY_DEFAULT,
		link->cancel, on_payload, link);
}

static void read_header(struct sway_link *link)
{
	link->operations++;
	g_input_stream_read_all_async(g_io_stream_get_input_stream(G_IO_STREAM(link->connection)),
		&link->header, sizeof(link->header), G_PRIORITY_DEFAULT, link->cancel, on_header,
		link);
}

static void send_more(struct sway_link *link);

static void on_sent(GObject *source, GAsyncResult *result, gpointer data)
{
	struct sway_link *link = data;
	gboolean ok = g_output_stream_write_all_finish(G_OUTPUT_STREAM(source), result, NULL, NULL);

	if (!end_operation(link))
		return;
	g_clear_pointer(&link->sending, g_byte_array_unref);
	if (ok)
		send_more(link);
	else
		fail(link, "it takes no commands");
}

static void send_more(struct sway_link *link)
{
	if (link->sending || link->unsent->len == 0)
		return;
	link->sending = link->unsent;
	link->unsent = g_byte_array_new();
	link->operations++;
	g_output_stream_write_all_async(
		g_io_stream_get_output_stream(G_IO_STREAM(link->connection)), link->sending->data,
		link->sending->len, G_PRIORITY_DEFAULT, link->cancel, on_sent, link);
}

void sway_link_send(struct sway_link *link, enum sway_message type, const char *payload,
	sway_link_reply reply, gpointer data)
{
	struct header header = {.len = (guint32)strlen(payload), .type = (guint32)type};
	struct pending *pending = g_new0(struct pending, 1);

	g_assert(link->connection && !link->closed);
	memcpy(header.magic, MAGIC, MAGIC_LEN);
	g_byte_array_append(link->unsent, (const guint8 *)&header, sizeof(header));
	g_byte_array_append(link->unsent, (const guint8 *)payload, header.len);
	pending->reply = reply;
	pending->data = data;
	pending->due = g_get_monotonic_time() + TIMEOUT_MS * 1000;
	g_queue_push_tail(&link->pending, pending);
	if (!link->timer)
		link->timer = g_timeout_add(TIMEOUT_MS + 10, on_timeout, link);
	send_more(link);
}

pid_t sway_link_peer(const struct sway_link *link)
{
	GSocket *socket = g_socket_connection_get_socket(link->connection);
	g_autoptr(GCredentials) credentials = g_socket_get_credentials(socket, NULL);
	pid_t pid = credentials ? g_credentials_get_unix_pid(credentials, NULL) : 0;

	return MAX(pid, 0);
}

static void on_connected(GObject *source, GAsyncResult *result, gpointer data)
{
	struct sway_link *link = data;
	g_autoptr(GError) error = NULL;

	link->connection = g_socket_client_connect_finish(G_SOCKET_CLIENT(source), result, &error);
	if (!end_operation(link))
		return;
	if (link->connection)
		read_header(link);
	link->events->opened(error ? error->message : NULL, link->data);
}

struct sway_link *sway_link_open(
	const char *path, const struct sway_link_events *events, gpointer data)
{
	struct sway_link *link = g_new0(struct sway_link, 1);
	g_autoptr(GSocketClient) client = g_socket_client_new();
	g_autoptr(GSocketAddress) address = g_unix_socket_address_new(path);

	link->events = events;
	link->data = data;
	link->cancel = g_cancellable_new();
	link->unsent = g_byte_array_new();
	g_queue_init(&link->pending);
	link->operations = 1;
	/* A Sway that is stuck accepts through its backlog, so this hardly ever waits. */
	g_socket_client_connect_async(
		client, G_SOCKET_CONNECTABLE(address), link->cancel, on_connected, link);
	return link;
}
