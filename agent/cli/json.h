/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_JSON_H
#define AGENT_CLI_JSON_H

#include "agent/base/dump.h"

/* As dump_json(), in ASCII without its last character: a terminal takes some of the others for
 * commands. Pure. */
char *cli_json(json_t *value, size_t flags);

#endif
