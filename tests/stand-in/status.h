/* SPDX-License-Identifier: MIT */
#ifndef STAND_IN_STATUS_H
#define STAND_IN_STATUS_H

#include "stage.h"

/* Writes what the stage is doing into a file about itself, as Claude Code 2.1.332 does. */
void status_write(const struct stage *s);
void status_remove(void);

#endif
