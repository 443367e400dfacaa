/* SPDX-License-Identifier: MIT */
#include "agent/proc/peers.h"

#include "agent/proc/proc.h"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PART_MAX 32768 /* the kernel's answers are no larger */

struct peers {
	GHashTable *ends;    /* inode of a socket -> struct end */
	GHashTable *clients; /* inode of a socket -> struct proc_stat of who has it */
};

struct end {
	guint32 other; /* inode of the other end; 0 for none */
	char *path;    /* NULL for none */
};

static gboolean ask(int fd)
{
	struct {
		struct nlmsghdr head;
		struct unix_diag_req body;
	} request = {
		.head = {.nlmsg_len = sizeof(request),
			.nlmsg_type = SOCK_DIAG_BY_FAMILY,
			.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP},
		.body = {.sdiag_family = AF_UNIX,
			.udiag_states = ~0U,
			.udiag_show = UDIAG_SHOW_PEER | UDIAG_SHOW_NAME},
	};

	return send(fd, &request, sizeof(request), 0) == sizeof(request);
}

static void end_free(gpointer data)
{
	struct end *end = data;

	g_free(end->path);
	g_free(end);
}

static struct end *read_end(struct nlmsghdr *head)
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

/* TRUE where there is more to come; *DONE where that was all. */
static gboolean take_part(struct peers *peers, void *part, gssize len, gboolean *done)
{
	for (struct nlmsghdr *head = part; NLMSG_OK(head, len); head = NLMSG_NEXT(head, len)) {
		const struct unix_diag_msg *body = NLMSG_DATA(head);

		*done = head->nlmsg_type == NLMSG_DONE;
		if (head->nlmsg_type != SOCK_DIAG_BY_FAMILY ||
			head->nlmsg_len < NLMSG_LENGTH(sizeof(*body)))
			return FALSE;
		g_hash_table_insert(peers->ends, GUINT_TO_POINTER(body->udiag_ino), read_end(head));
	}
	return TRUE;
}

/* The kernel writes the next part when the one before is read: nothing is waited for. */
static gboolean read_ends(struct peers *peers)
{
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_SOCK_DIAG);
	g_autofree void *part = g_malloc(PART_MAX);
	gboolean done = FALSE, more = fd >= 0 && ask(fd);

	while (more) {
		gssize len = recv(fd, part, PART_MAX, 0);

		more = len > 0 && take_part(peers, part, len, &done);
	}
	if (fd >= 0)
		close(fd);
	return done;
}

static gpointer inode_of(gpointer text)
{
	return GUINT_TO_POINTER((guint)g_ascii_strtoull(text, NULL, 10));
}

struct peers *peers_new(const GArray *clients)
{
	struct peers *peers = g_new0(struct peers, 1);

	peers->ends = g_hash_table_new_full(NULL, NULL, NULL, end_free);
	peers->clients = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	if (!read_ends(peers)) {
		peers_free(peers);
		return NULL;
	}
	for (guint i = 0; i < clients->len; i++) {
		const struct proc_stat *client = &g_array_index(clients, struct proc_stat, i);
		g_autoptr(GHashTable) inodes = proc_sockets(client->pid);
		GHashTableIter iter;
		gpointer inode;

		g_hash_table_iter_init(&iter, inodes);
		while (g_hash_table_iter_next(&iter, &inode, NULL))
			g_hash_table_insert(peers->clients, inode_of(inode),
				g_memdup2(client, sizeof(*client)));
	}
	return peers;
}

void peers_free(struct peers *peers)
{
	if (!peers)
		return;
	g_hash_table_unref(peers->ends);
	g_hash_table_unref(peers->clients);
	g_free(peers);
}

/* Of struct end: the sockets of PID that are known. */
static GPtrArray *find_ends(const struct peers *peers, pid_t pid)
{
	GPtrArray *ends = g_ptr_array_new();
	g_autoptr(GHashTable) inodes = proc_sockets(pid);
	GHashTableIter iter;
	gpointer inode;

	g_hash_table_iter_init(&iter, inodes);
	while (g_hash_table_iter_next(&iter, &inode, NULL)) {
		struct end *end = g_hash_table_lookup(peers->ends, inode_of(inode));

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
