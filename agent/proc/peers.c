/* SPDX-License-Identifier: MIT */
#include "agent/proc/peers.h"

#include "agent/proc/proc.h"

#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define ANSWER_MAX  1024
#define SOCKETS_MAX 256

struct peers {
	int fd;
	GHashTable *clients; /* inode of a socket -> struct proc_stat of who has it */
};

struct end {
	guint32 other; /* inode of the other end; 0 for none */
	char *path;    /* NULL for none */
};

/* Of one socket, since a dump of all of them leaves some out where others go meanwhile. */
static gboolean ask(int fd, guint32 inode)
{
	struct {
		struct nlmsghdr head;
		struct unix_diag_req body;
	} request = {
		.head = {.nlmsg_len = sizeof(request),
			.nlmsg_type = SOCK_DIAG_BY_FAMILY,
			.nlmsg_flags = NLM_F_REQUEST},
		.body = {.sdiag_family = AF_UNIX,
			.udiag_ino = inode,
			.udiag_show = UDIAG_SHOW_PEER | UDIAG_SHOW_NAME,
			.udiag_cookie = {INET_DIAG_NOCOOKIE, INET_DIAG_NOCOOKIE}},
	};

	return send(fd, &request, sizeof(request), 0) == sizeof(request);
}

static void end_free(gpointer data)
{
	struct end *end = data;

	g_free(end->path);
	g_free(end);
}

static struct end *read_end(const struct nlmsghdr *head)
{
	struct unix_diag_msg *body = NLMSG_DATA(head);
	int len = (int)(head->nlmsg_len - NLMSG_LENGTH(sizeof(*body)));
	struct end *end = g_new0(struct end, 1);

	for (struct rtattr *a = (struct rtattr *)(body + 1); RTA_OK(a, len); a = RTA_NEXT(a, len)) {
		if (a->rta_type == UNIX_DIAG_PEER && RTA_PAYLOAD(a) == sizeof(end->other))
			memcpy(&end->other, RTA_DATA(a), sizeof(end->other));
		if (a->rta_type == UNIX_DIAG_NAME && !end->path)
			end->path = g_strndup(RTA_DATA(a), RTA_PAYLOAD(a));
	}
	return end;
}

/* The kernel has answered when it is asked: nothing is waited for. NULL where it knows none. */
static struct end *find_end(const struct peers *peers, guint32 inode)
{
	union {
		struct nlmsghdr head;
		char bytes[ANSWER_MAX];
	} answer;
	gssize len = ask(peers->fd, inode) ? recv(peers->fd, &answer, sizeof(answer), 0) : -1;

	if (len < 0 || !NLMSG_OK(&answer.head, (gsize)len) ||
		answer.head.nlmsg_type != SOCK_DIAG_BY_FAMILY ||
		answer.head.nlmsg_len < NLMSG_LENGTH(sizeof(struct unix_diag_msg)))
		return NULL;
	return read_end(&answer.head);
}

static guint32 inode_of(gpointer text)
{
	return (guint32)g_ascii_strtoull(text, NULL, 10);
}

struct peers *peers_new(const GArray *clients)
{
	struct peers *peers = g_new0(struct peers, 1);

	peers->clients = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	peers->fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_SOCK_DIAG);
	for (guint i = 0; i < clients->len; i++) {
		const struct proc_stat *client = &g_array_index(clients, struct proc_stat, i);
		g_autoptr(GHashTable) inodes = proc_sockets(client->pid);
		GHashTableIter iter;
		gpointer inode;

		g_hash_table_iter_init(&iter, inodes);
		while (g_hash_table_iter_next(&iter, &inode, NULL))
			g_hash_table_insert(peers->clients, GUINT_TO_POINTER(inode_of(inode)),
				g_memdup2(client, sizeof(*client)));
	}
	return peers;
}

void peers_free(struct peers *peers)
{
	if (!peers)
		return;
	if (peers->fd >= 0)
		close(peers->fd);
	g_hash_table_unref(peers->clients);
	g_free(peers);
}

/* Of struct end: the sockets of PID that are known. */
static GPtrArray *find_ends(const struct peers *peers, pid_t pid)
{
	GPtrArray *ends = g_ptr_array_new_with_free_func(end_free);
	g_autoptr(GHashTable) inodes = proc_sockets(pid);
	GHashTableIter iter;
	gpointer inode;

	g_hash_table_iter_init(&iter, inodes);
	for (guint i = 0; i < SOCKETS_MAX && g_hash_table_iter_next(&iter, &inode, NULL); i++) {
		struct end *end = find_end(peers, inode_of(inode));

		if (end)
			g_ptr_array_add(ends, end);
	}
	return ends;
}

GArray *peers_of(const struct peers *peers, pid_t pid)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(struct proc_stat));
	g_autoptr(GPtrArray) ends = find_ends(peers, pid);

	for (guint i = 0; i < ends->len; i++) {
		const struct end *end = g_ptr_array_index(ends, i);
		const struct proc_stat *client =
			g_hash_table_lookup(peers->clients, GUINT_TO_POINTER(end->other));

		if (end->other && client && client->pid != pid)
			g_array_append_val(found, *client);
	}
	return ends->len > 0 ? g_steal_pointer(&found) : NULL;
}

char *peers_path(const struct peers *peers, pid_t pid)
{
	g_autoptr(GPtrArray) ends = find_ends(peers, pid);

	for (guint i = 0; i < ends->len; i++) {
		const struct end *end = g_ptr_array_index(ends, i);

		if (end->path && end->path[0] == '/')
			return g_strdup(end->path);
	}
	return NULL;
}
