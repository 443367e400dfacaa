/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_DIALECT_H
#define COLLECTOR_DIALECT_H

#include "bpf/titles.h"

/* How the agent called SOURCE speaks to its terminal. Pure. */
enum dialect dialect_of(const char *source);

#endif
