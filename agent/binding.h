/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BINDING_H
#define AGENT_BINDING_H

#include "agent/sway-tree.h"

#include <glib.h>
#include <sys/types.h>

/*
 * Which window shows which terminal, for terminal programs that own several windows in one process.
 * Nothing states it, so it is learned from what happens at the same moment. Pure.
 */
struct binding;

struct binding *binding_new(void);
void binding_free(struct binding *binding);

/* Evidence that TTY, of terminal program PID, is shown by WINDOW. What contradicts a binding
 * removes it: only the next evidence decides. TRUE where something changed. */
gboolean binding_learn(struct binding *binding, pid_t pid, const char *tty, gint64 window);

/* 0 where nothing is known. */
gint64 binding_find(const struct binding *binding, pid_t pid, const char *tty);

/* Forgets windows that are gone. */
void binding_prune(struct binding *binding, const struct sway_tree *tree);

#endif
