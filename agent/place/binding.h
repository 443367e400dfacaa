/* SPDX-License-Identifier: MIT */
#ifndef AGENT_PLACE_BINDING_H
#define AGENT_PLACE_BINDING_H

#include "agent/sway/tree.h"

#include <glib.h>
#include <sys/types.h>

/*
 * Which window shows what, for terminal programs that own several windows in one process. Nothing
 * states it, so it is learned from what happens at the same moment. Pure.
 *
 * What is in a window is known by its shell: the child of the terminal program that runs in it.
 */
struct binding;

struct shell {
	pid_t pid; /* 0 for none */
	guint64 start;
};

struct binding *binding_new(void);
void binding_free(struct binding *binding);

/* WINDOW shows SHELL, without doubt. TRUE where that is new. */
gboolean binding_learn(struct binding *binding, const struct shell *shell, gint64 window);

/*
 * SHELL got input while WINDOW had the focus. TRUE where something changed: what contradicts a
 * binding removes it, and nothing more is taken from the same stay of the focus, since a mouse
 * wheel or a program may be the one who types.
 */
gboolean binding_witness(struct binding *binding, const struct shell *shell, gint64 window);

/* TRUE where something was known. */
gboolean binding_forget(struct binding *binding, const struct shell *shell);

/* The focus has gone elsewhere. */
void binding_new_stay(struct binding *binding);

/* 0 where nothing is known. */
gint64 binding_find(const struct binding *binding, const struct shell *shell);

/* Forgets windows that are gone; TRUE where there were any. */
gboolean binding_prune(struct binding *binding, const struct sway_tree *tree);

void binding_clear(struct binding *binding);

/* One line each. Lines that are none are skipped; the shells may be gone. */
char *binding_print(const struct binding *binding);
void binding_parse(struct binding *binding, const char *text);

#endif
