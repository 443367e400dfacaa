/* SPDX-License-Identifier: MIT */
#include "agent/cli/doctor.h"

#include "agent/base/connect.h"
#include "proto/frame.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/utsname.h>
#include <unistd.h>

#define ANSWER_S 2
#define BTF      "/sys/kernel/btf/vmlinux"
#define LOCKDOWN "/sys/kernel/security/lockdown"

static void check_kernel(struct report *report)
{
	struct utsname name;
	int major = 0, minor = 0;

	if (uname(&name) < 0 || sscanf(name.release, "%d.%d", &major, &minor) != 2)
		report_add(report, VERDICT_WARN, "kernel", NULL, "of an unknown version");
	else if (major < 6 || (major == 6 && minor < 1))
		report_add(report, VERDICT_FAIL, "kernel", "6.1 or later is needed: update it",
			"Linux %s", name.release);
	else
		report_add(report, VERDICT_OK, "kernel", NULL, "Linux %s", name.release);
	if (access(BTF, R_OK) == 0)
		report_add(report, VERDICT_OK, "BTF", NULL, "%s is there", BTF);
	else
		report_add(report, VERDICT_FAIL, "BTF",
			"take a kernel that is built with CONFIG_DEBUG_INFO_BTF", "%s: %s", BTF,
			g_strerror(errno));
}

static const char *advise(int error)
{
	if (error == EACCES || error == EPERM)
		return "you may not read it: its mode should be 0666";
	if (error == ECONNREFUSED)
		return "nobody listens there: systemctl restart ebpf-ai-monitor.socket";
	return "sudo systemctl enable --now ebpf-ai-monitor.socket";
}

/* FALSE where none came in time. */
static gboolean read_frame(int fd, struct frame *ret)
{
	char record[FRAME_MAX + 1];
	ssize_t n;

	do {
		n = recv(fd, record, sizeof(record), 0);
	} while ((n < 0 && errno == EINTR) ||
		(n > 0 && frame_decode(record, (size_t)n, ret) == FRAME_E_UNKNOWN));
	return n > 0 && frame_decode(record, (size_t)n, ret) == 0;
}

static void check_probe(struct report *report, const struct frame_hello *hello)
{
	g_autofree char *lockdown = NULL;
	gboolean is_locked;

	if (strcmp(hello->probe, "syscall") != 0) {
		report_add(report, VERDICT_OK, "probe", NULL,
			"%s: in the terminal layer, at nobody else's cost", hello->probe);
		return;
	}
	is_locked =
		g_file_get_contents(LOCKDOWN, &lockdown, NULL, NULL) && !strstr(lockdown, "[none]");
	report_add(report, VERDICT_OK, "probe", NULL,
		"syscall: %s; system calls cost some tens of ns more while a session is watched",
		is_locked ? "the kernel is locked down and refuses the other"
			  : "the kernel refuses the other, or --probe says so");
}

static void check_hello(struct report *report, const struct frame_hello *hello)
{
	if (hello->protocol != FRAME_PROTOCOL)
		report_add(report, VERDICT_FAIL, "collector", "update the older of the two",
			"%s, speaks protocol %u, not %d", hello->version, hello->protocol,
			FRAME_PROTOCOL);
	else if (strcmp(hello->version, VERSION) != 0)
		report_add(report, VERDICT_WARN, "collector",
			"sudo systemctl restart ebpf-ai-monitor", "%s, and this is " VERSION,
			hello->version);
	else
		report_add(report, VERDICT_OK, "collector", NULL, "%s, threshold %u ms",
			hello->version, hello->threshold_ms);
	check_probe(report, hello);
}

static void check_collector(struct report *report, const char *path, int fd)
{
	struct frame frame;
	guint sessions = 0;

	if (!read_frame(fd, &frame) || frame.type != FRAME_HELLO) {
		report_add(report, VERDICT_FAIL, "collector", "journalctl -u ebpf-ai-monitor",
			"does not answer at %s", path);
		return;
	}
	check_hello(report, &frame.hello);
	while (read_frame(fd, &frame) && frame.type != FRAME_SYNCED)
		sessions += frame.type == FRAME_SESSION;
	report_add(report, VERDICT_OK, "watched", NULL, "%u session%s of yours", sessions,
		sessions == 1 ? "" : "s");
}

void doctor_machine(struct report *report, const char *socket)
{
	struct timeval limit = {.tv_sec = ANSWER_S};
	int fd = -1, r;

	check_kernel(report);
	r = connect_unix(socket, SOCK_SEQPACKET, &fd);
	if (r < 0) {
		report_add(report, VERDICT_FAIL, "socket", advise(-r), "%s: %s", socket,
			g_strerror(-r));
		return;
	}
	report_add(report, VERDICT_OK, "socket", NULL, "%s may be read", socket);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	check_collector(report, socket, fd);
	close(fd);
}
