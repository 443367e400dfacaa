/* SPDX-License-Identifier: MIT */
#include "agent/bar/click.h"
#include "fuzz.h"

/* A line of what the bar says of clicks. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);
	g_autofree char *id = click_parse(text);

	CHECK(!id || (strlen(id) < size && g_utf8_validate(id, -1, NULL)));
	free(text);
	return 0;
}
