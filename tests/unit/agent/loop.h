/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LOOP_H
#define TESTS_LOOP_H

#include <glib.h>

/* The main loop of a test. */

static inline gboolean loop_on_time(gpointer data)
{
	*(gboolean *)data = TRUE;
	return G_SOURCE_REMOVE;
}

/* Runs until what happens in the loop makes COND true, or for so long. */
#define RUN_UNTIL(cond, ms)                                             \
	do {                                                            \
		gboolean over_ = FALSE;                                 \
		guint timer_ = g_timeout_add(ms, loop_on_time, &over_); \
		while (!over_ && !(cond))                               \
			g_main_context_iteration(NULL, TRUE);           \
		if (!over_)                                             \
			g_source_remove(timer_);                        \
	} while (0)

static inline void run_for(guint ms)
{
	RUN_UNTIL(FALSE, ms);
}

#endif
