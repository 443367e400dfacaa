/* SPDX-License-Identifier: MIT */
#include "agent/proc/peers.h"

#include "agent/proc/proc.h"
#include "tests/check.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* Has FD and no other socket. */
static pid_t start_with(int fd)
{
	pid_t pid = fork();

	CHECK(pid >= 0);
	if (pid > 0)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (int i = 3; i < 64; i++)
		if (i != fd)
			close(i);
	for (;;)
		pause();
}

static void end(pid_t pid)
{
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

static void add(GArray *clients, pid_t pid)
{
	struct proc_stat stat;

	CHECK(proc_stat_read(pid, &stat));
	g_array_append_val(clients, stat);
}

/* Until the children have closed what they do not keep. */
static struct peers *look_when_ready(const GArray *clients, pid_t *pids, int count)
{
	for (int i = 0; i < count; i++) {
		g_autoptr(GHashTable) inodes = proc_sockets(pids[i]);

		while (g_hash_table_size(inodes) > 1) {
			usleep(1000);
			g_hash_table_unref(inodes);
			inodes = proc_sockets(pids[i]);
		}
	}
	return peers_new(clients);
}

static void test_connected(void)
{
	g_autoptr(GArray) clients = g_array_new(FALSE, FALSE, sizeof(struct proc_stat));
	g_autoptr(GArray) found = NULL, of_other = NULL, of_none = NULL;
	int one[2], other[2];
	struct peers *peers;
	pid_t pids[4];

	CHECK(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, one) == 0);
	CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, other) == 0);
	pids[0] = start_with(one[0]);
	pids[1] = start_with(one[1]);
	pids[2] = start_with(other[0]);
	pids[3] = start_with(-1);
	add(clients, pids[1]);
	add(clients, pids[2]);
	peers = look_when_ready(clients, pids, 4);
	found = peers_of(peers, pids[0]);
	CHECK(found && found->len == 1);
	CHECK_INT(g_array_index(found, struct proc_stat, 0).pid, pids[1]);
	/* The other end is with nobody who counts. */
	of_other = peers_of(peers, pids[2]);
	CHECK(of_other && of_other->len == 0);
	of_none = peers_of(peers, pids[3]);
	CHECK(of_none == NULL);
	peers_free(peers);
	for (int i = 0; i < 4; i++)
		end(pids[i]);
}

static void test_path(void)
{
	g_autoptr(GArray) nobody = g_array_new(FALSE, FALSE, sizeof(struct proc_stat));
	g_autofree char *folder = g_dir_make_tmp("eam-XXXXXX", NULL);
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	g_autofree char *path = NULL;
	struct peers *peers;

	g_snprintf(address.sun_path, sizeof(address.sun_path), "%s/socket", folder);
	CHECK(bind(fd, (struct sockaddr *)&address, sizeof(address)) == 0);
	CHECK(listen(fd, 1) == 0);
	peers = peers_new(nobody);
	path = peers_path(peers, getpid());
	CHECK_STR(path, address.sun_path);
	peers_free(peers);
	close(fd);
	unlink(address.sun_path);
	rmdir(folder);
}

static gboolean kernel_tells(void)
{
	g_autoptr(GArray) nobody = g_array_new(FALSE, FALSE, sizeof(struct proc_stat));
	g_autoptr(GArray) found = NULL;
	struct peers *peers = peers_new(nobody);
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	found = peers_of(peers, getpid());
	peers_free(peers);
	close(fd);
	return found != NULL;
}

int main(void)
{
	if (!kernel_tells())
		return 77; /* CONFIG_UNIX_DIAG */
	test_connected();
	test_path();
	return 0;
}
