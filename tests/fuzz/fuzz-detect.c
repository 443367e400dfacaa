/* SPDX-License-Identifier: MIT */
#include "fuzz.h"
#include "tests/detect-property.h"
#include "tests/draw.h"

/* Facts in any order and time, and what holds whatever comes. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	draw_bytes(data, size);
	detect_property_round();
	return 0;
}
