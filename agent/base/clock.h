/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BASE_CLOCK_H
#define AGENT_BASE_CLOCK_H

#include <glib.h>

/* Milliseconds of a clock that never jumps. */
static inline gint64 now_ms(void)
{
	return g_get_monotonic_time() / 1000;
}

#endif
