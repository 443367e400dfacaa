/* SPDX-License-Identifier: MIT */
#ifndef AGENT_PROC_ASK_H
#define AGENT_PROC_ASK_H

#include "agent/proc/answer.h"

/* From now on the program that listens at PATH is asked; NULL to look for oneself, as at first. */
void proc_ask_at(const char *path);

/*
 * As proc_answer(), by whoever is to be asked. From any thread; waits for at most PROC_ASK_MS, and
 * not at all for a while after a failure, which is logged once.
 */
#define PROC_ASK_MS 1000
char *proc_ask(enum proc_question question, pid_t pid);

#endif
