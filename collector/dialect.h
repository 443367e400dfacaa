/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_DIALECT_H
#define COLLECTOR_DIALECT_H

#include "bpf/titles.h"

#include <stdint.h>

/* How the agent called SOURCE speaks to its terminal. Pure. */
enum dialect dialect_of(const char *source);

/* The period at which its requests blink; 0: not known, or they do not. */
uint64_t dialect_blink_ns(enum dialect dialect);

/* The period at which its spinner turns, where that is too slow to be told from other things; or 0. */
uint64_t dialect_spin_ns(enum dialect dialect);

#endif
