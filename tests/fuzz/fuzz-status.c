/* SPDX-License-Identifier: MIT */
#include "agent/status/evidence.h"
#include "fuzz.h"

/* A status file, and what is believed of a session by it. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct status_source *source = status_source_find("claude-code");
	struct frame_session frame = {.id = "4711-8812345", .state = SESSION_WORKING}, shown;
	struct status_claim claim = status_parse(source, frame.id, (const char *)data, size);
	struct evidence evidence;

	CHECK(claim.word < _STATUS_WORD_MAX);
	evidence_init(&evidence);
	evidence_hear(&evidence, &frame, 1000);
	evidence_tell(&evidence, &claim, 2000);
	shown = evidence_weigh(&evidence, &frame);
	CHECK(shown.state < _SESSION_STATE_MAX && shown.kind < _SESSION_KIND_MAX);
	evidence_deadline(&evidence, 1000);
	return 0;
}
