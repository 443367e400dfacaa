/* SPDX-License-Identifier: MIT */
#include "agent/proc/proc.h"
#include "agent/proc/tty.h"
#include "collector/process.h"
#include "fuzz.h"

/* The collector and the agent read the same line, each with code of its own: they agree. */
static void check_stat(const char *line)
{
	struct process process = {};
	struct proc_stat stat = {};

	if (process_parse(line, &process) == 0) {
		CHECK(memchr(process.comm, '\0', sizeof(process.comm)));
		process_lives(&process);
	}
	if (!proc_stat_parse(line, &stat))
		return;
	CHECK(memchr(stat.comm, '\0', sizeof(stat.comm)));
	CHECK(stat.pts >= -1);
	if (process.pid != stat.pid)
		return;
	CHECK_INT(process.parent, stat.parent);
	CHECK(strncmp(process.comm, stat.comm, sizeof(process.comm) - 1) == 0);
}

/* Texts of /proc/PID: stat, environ, /proc/net/unix, the name of a terminal. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size), name[64];
	g_autoptr(GHashTable) inodes = g_hash_table_new(g_str_hash, g_str_equal);
	g_autofree char *path = NULL;

	check_stat(text);
	g_free(proc_environ_find(text, size, "TMUX"));
	g_hash_table_add(inodes, (gpointer) "4243");
	path = proc_socket_find(text, inodes);
	CHECK(tty_parse(text) >= -1);
	if (size >= sizeof(unsigned)) {
		unsigned terminal;

		memcpy(&terminal, data, sizeof(terminal));
		process_terminal_name(terminal, name, sizeof(name));
	}
	free(text);
	return 0;
}
