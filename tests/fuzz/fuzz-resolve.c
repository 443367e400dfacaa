/* SPDX-License-Identifier: MIT */
#include "fuzz.h"
#include "tests/draw.h"
#include "tests/resolve-property.h"

/* Desktops of any kind: nothing wrong is said of where a terminal is shown. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct resolve_score score = {0};

	if (size == 0)
		return 0;
	draw_bytes(data, size);
	resolve_property_round(&score);
	return 0;
}
