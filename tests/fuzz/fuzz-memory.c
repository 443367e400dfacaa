/* SPDX-License-Identifier: MIT */
#include "agent/place/binding.h"
#include "agent/session/memory.h"
#include "fuzz.h"

/* What is kept of a text is kept again the same. */
static void check_sessions(const char *text)
{
	gint64 paused_until, paused_again;
	g_autoptr(GPtrArray) sessions = memory_parse(text, &paused_until), again = NULL;
	g_autofree char *printed = memory_print(sessions, paused_until), *twice = NULL;

	again = memory_parse(printed, &paused_again);
	CHECK(paused_again == paused_until);
	CHECK(again->len <= sessions->len);
	twice = memory_print(again, paused_again);
	CHECK(again->len < sessions->len || strcmp(printed, twice) == 0);
}

static void check_bindings(const char *text)
{
	struct binding *binding = binding_new();
	g_autofree char *printed = NULL;

	binding_parse(binding, text);
	printed = binding_print(binding);
	binding_parse(binding, printed);
	binding_free(binding);
}

/* What an earlier agent has left behind in the runtime directory. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);

	check_sessions(text);
	check_bindings(text);
	free(text);
	return 0;
}
