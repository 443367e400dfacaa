/* SPDX-License-Identifier: MIT */
#include "tests/detect-property.h"
#include "tests/draw.h"

#include <stdlib.h>

#define ROUNDS 1000

/* A failure prints the seed; give it as argument. */
int main(int argc, char **argv)
{
	unsigned long first = argc > 1 ? strtoul(argv[1], NULL, 10) : 1;

	for (unsigned long seed = first; seed < first + (argc > 1 ? 1 : ROUNDS); seed++) {
		draw_seed(seed);
		detect_property_round();
	}
	return 0;
}
