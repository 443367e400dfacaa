/* SPDX-License-Identifier: MIT */
#include "fuzz.h"
#include "proto/frame.h"

/* What comes over the socket; what was understood can be said again, and is then the same. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char line[FRAME_MAX];
	struct frame frame = {0}, again = {0};
	ssize_t len;
	int r = frame_decode((const char *)data, size, &frame);

	CHECK(r <= 0 || r == FRAME_E_UNKNOWN);
	if (r != 0)
		return 0;
	len = frame_encode(&frame, line);
	if (len < 0) /* escaped it may be too long */
		return 0;
	CHECK_INT(frame_decode(line, (size_t)len, &again), 0);
	CHECK_INT(again.type, frame.type);
	if (frame.type != FRAME_SESSION)
		return 0;
	CHECK_STR(again.session.id, frame.session.id);
	CHECK_STR(again.session.name, frame.session.name);
	CHECK_STR(again.session.tty, frame.session.tty);
	CHECK_INT(again.session.state, frame.session.state);
	CHECK_INT(again.session.since_ms, frame.session.since_ms);
	return 0;
}
