/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BASE_DUMP_H
#define AGENT_BASE_DUMP_H

#include <glib.h>
#include <jansson.h>

/* The text of VALUE, which is taken, by FLAGS of jansson; no newline. The caller frees. Pure. */
char *dump_json(json_t *value, size_t flags);

#endif
