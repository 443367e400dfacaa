/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
#include <stdbool.h>
#include <stddef.h>

#include <linux/bpf.h>
#include <linux/types.h>

#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#include "life.h"
#include "syscall.h"
#include "tty.h"

char LICENSE[] SEC("license") = "Dual MIT/GPL";
