/* SPDX-License-Identifier: MIT */
#include "agent/proc/answer.h"

#include "agent/proc/proc.h"

char *proc_answer(enum proc_question question, pid_t pid)
{
	switch (question) {
	case PROC_CWD:
		return proc_cwd(pid);
	case PROC_SOCKET:
		return proc_socket_path(pid);
	case PROC_TMUX:
		return proc_getenv(pid, "TMUX");
	case PROC_PROJECT_NAME:
		return proc_getenv(pid, "I3PM_PROJECT_NAME");
	case PROC_PROJECT_DIR:
		return proc_getenv(pid, "I3PM_PROJECT_DIR");
	case PROC_QUESTIONS:
		break;
	}
	return NULL;
}
