/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BASE_RUN_H
#define AGENT_BASE_RUN_H

#include <glib.h>

/* OUTPUT is NULL where the program failed; ERROR says why then. Both are gone after the call. */
typedef void (*run_done)(const char *output, const char *error, gpointer data);

/*
 * Runs a program and hands over what it prints, at most a few MiB. One that takes longer than
 * TIMEOUT_MS is killed. DONE is called once, later, whatever happens.
 */
void run_command(const char *const *argv, guint timeout_ms, run_done done, gpointer data);

#endif
