/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_BASIS_H
#define COLLECTOR_BASIS_H

#include "bpf/terminal.h"
#include "proto/basis.h"

/* What T is like at NOW_NS, in the words of the protocol. Pure. */
struct basis basis_of(const struct terminal *t, uint64_t now_ns);

#endif
