/* SPDX-License-Identifier: MIT */
#ifndef AGENT_PROC_ANSWER_H
#define AGENT_PROC_ANSWER_H

#include <limits.h>
#include <stdint.h>
#include <sys/types.h>

/*
 * What the kernel shows of a process only to who could trace it (ptrace(2), PTRACE_MODE_READ): that
 * takes the same user, and the same user namespace. A sandboxed agent is in one of its own, and so
 * asks a program outside, which answers these and nothing else.
 */
enum proc_question {
	PROC_CWD,          /* the folder it works in */
	PROC_SOCKET,       /* the path of a socket it listens on */
	PROC_TMUX,         /* $TMUX */
	PROC_PROJECT_NAME, /* $I3PM_PROJECT_NAME */
	PROC_PROJECT_DIR,  /* $I3PM_PROJECT_DIR */
	PROC_QUESTIONS,
};

/* A packet each, between programs of one build. The reply is a string, empty for no answer. */
struct proc_request {
	uint32_t question; /* enum proc_question */
	int32_t pid;
};
#define PROC_REPLY_MAX PATH_MAX /* bytes, with the NUL */

/* NULL where there is none, or the kernel refuses it. */
char *proc_answer(enum proc_question question, pid_t pid);

#endif
