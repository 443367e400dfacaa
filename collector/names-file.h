/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_NAMES_FILE_H
#define COLLECTOR_NAMES_FILE_H

#include "collector/names.h"

/*
 * Adds what the file at PATH names: NAME[=SOURCE] a line; a line may be empty or begin with "#". 0,
 * -errno where it cannot be read, or the number of the first line that cannot be used.
 */
int names_file_read(const char *path, struct names *names);

#endif
