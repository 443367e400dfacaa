/* SPDX-License-Identifier: MIT */
#include "agent/proc/answer.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/*
 * ebpf-ai-monitor-proc: answers the sandboxed agent, which is at the other end of stdin. It can't be
 * asked more than the kernel shows its user, and ends with the agent.
 */

static int fail(const char *what, const char *why)
{
	fprintf(stderr, "ebpf-ai-monitor-proc: %s: %s\n", what, why);
	return EXIT_FAILURE;
}

static int reply(const struct proc_request *request)
{
	char *answer = proc_answer(request->question, request->pid);
	size_t len = answer ? strlen(answer) + 1 : 0;
	ssize_t n;

	if (len == 0 || len > PROC_REPLY_MAX)
		n = send(STDIN_FILENO, "", 1, MSG_NOSIGNAL);
	else
		n = send(STDIN_FILENO, answer, len, MSG_NOSIGNAL);
	free(answer);
	return n < 0 ? -errno : 0;
}

int main(void)
{
	for (;;) {
		struct proc_request request;
		ssize_t n = recv(STDIN_FILENO, &request, sizeof(request), MSG_TRUNC);
		int r;

		if (n == 0)
			return EXIT_SUCCESS;
		if (n < 0)
			return fail("no question can be read from stdin, where "
				    "ebpf-ai-monitor-proc.socket puts it",
				strerror(errno));
		if (n != sizeof(request))
			return fail("a question is of another version",
				"restart ebpf-ai-monitor-agent");
		r = reply(&request);
		if (r < 0)
			return fail("no answer can be given", strerror(-r));
	}
}
