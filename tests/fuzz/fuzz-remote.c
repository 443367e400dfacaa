/* SPDX-License-Identifier: MIT */
#include "agent/remote/line.h"
#include "fuzz.h"

#define HOST "me@build1"
#define NOW  1795460016152

/* What another machine says of a session, a line. Nothing of it passes for a session of this one. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *project = NULL;
	char *text = fuzz_text(data, size);
	struct frame_session f;

	if (remote_line_parse(text, HOST, NOW, &f, &project)) {
		CHECK(g_str_has_prefix(f.id, HOST "/") && !strchr(f.id + strlen(HOST "/"), '/'));
		CHECK(g_str_has_prefix(project, HOST));
		CHECK(f.pid == 0 && f.tty_dev == 0 && !*f.tty);
		CHECK(f.state < _SESSION_STATE_MAX && f.kind < _SESSION_KIND_MAX);
		CHECK(f.since_ms >= 0 && f.since_ms <= NOW);
		CHECK(f.started_ms >= 0 && f.started_ms <= NOW);
		CHECK(f.worked_ms >= 0 && f.worked_ms <= NOW);
	}
	free(text);
	return 0;
}
