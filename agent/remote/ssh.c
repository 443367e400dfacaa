/* SPDX-License-Identifier: MIT */
#include "agent/remote/ssh.h"

#include "agent/proc/proc.h"

#include <string.h>
#include <unistd.h>

/* OpenSSH 9.2, ssh(1): these take a value, in the same word or the next. */
#define WITH_VALUE "BbcDEeFIiJLlmOopQRSWw"

const char *ssh_destination(char **argv)
{
	if (!argv[0])
		return NULL;
	for (argv++; *argv && **argv == '-'; argv++) {
		const char *letter = *argv + 1;

		if (strcmp(letter, "-") == 0)
			return argv[1];
		while (*letter && !strchr(WITH_VALUE, *letter))
			letter++;
		/* The value is the next word. */
		if (*letter && !letter[1] && !*++argv)
			return NULL;
	}
	return *argv;
}

/* Neither says who logs in, or how. */
static const char *host_of(const char *destination)
{
	const char *at = strrchr(destination, '@');

	if (at)
		return at + 1;
	return g_str_has_prefix(destination, "ssh://") ? destination + strlen("ssh://")
						       : destination;
}

static gboolean leads_to(pid_t pid, const char *host)
{
	g_auto(GStrv) argv = proc_argv(pid);
	const char *destination = argv ? ssh_destination(argv) : NULL;

	return destination && strcmp(host_of(destination), host_of(host)) == 0;
}

static gboolean is_ours(pid_t pid)
{
	g_autofree char *path = g_strdup_printf("/proc/%d/status", pid);
	g_autofree char *text = NULL;
	const char *uid;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return FALSE;
	uid = strstr(text, "\nUid:\t");
	return uid && g_ascii_strtoull(uid + strlen("\nUid:\t"), NULL, 10) == getuid();
}

pid_t ssh_find(const char *host, char **ret_tty)
{
	static const char *const NAMES[] = {"ssh", NULL};
	g_autoptr(GArray) all = proc_named(NAMES);
	pid_t found = 0;
	int pts = -1;

	for (guint i = 0; i < all->len; i++) {
		const struct proc_stat *ssh = &g_array_index(all, struct proc_stat, i);

		if (ssh->parent == getpid() || ssh->pts == pts || !leads_to(ssh->pid, host) ||
			!is_ours(ssh->pid))
			continue;
		if (found)
			return 0;
		found = ssh->pid;
		pts = ssh->pts;
	}
	*ret_tty = found ? g_strdup_printf("pts/%d", pts) : NULL;
	return found;
}
