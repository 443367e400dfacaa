/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_FOOTPRINT_H
#define COLLECTOR_FOOTPRINT_H

/* Gives back the memory that only starting needed: the heap's, and the pages of code and constants,
 * of which those in use come back by themselves. */
void footprint_shrink(void);

#endif
