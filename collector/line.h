/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_LINE_H
#define COLLECTOR_LINE_H

#include "collector/detect.h"

/* Line mode: it waits in a call for stdin. A part of detect. Pure. */

/* Waiting for stdin tells more than the screen: canonical, or stdin is no terminal. */
bool line_is(const struct detect *d, const struct terminal *t);

void line_step(struct detect *d, const struct detect_config *config, const struct terminal *t,
	uint64_t now_ns);

#endif
