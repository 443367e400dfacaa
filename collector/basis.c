/* SPDX-License-Identifier: MIT */
#include "collector/basis.h"

static const enum basis_mode MODES[] = {
	[TERMINAL_MODE_UNKNOWN] = BASIS_MODE_UNKNOWN,
	[TERMINAL_CANONICAL] = BASIS_MODE_LINE,
	[TERMINAL_RAW] = BASIS_MODE_RAW,
};

static const enum basis_says SAYS[] = {
	[TERMINAL_SAYS_NOTHING] = BASIS_SAYS_NOTHING,
	[TERMINAL_SAYS_WORK] = BASIS_SAYS_WORK,
	[TERMINAL_SAYS_REST] = BASIS_SAYS_REST,
	[TERMINAL_SAYS_DONE] = BASIS_SAYS_DONE,
	[TERMINAL_SAYS_BLOCKED] = BASIS_SAYS_BLOCKED,
};

static enum basis_cursor describe_cursor(const struct terminal *t)
{
	if (t->cursor == TERMINAL_CURSOR_HIDDEN)
		return BASIS_CURSOR_HIDDEN;
	return t->cursor == TERMINAL_CURSOR_UNKNOWN ? BASIS_CURSOR_UNKNOWN : BASIS_CURSOR_SHOWN;
}

static uint32_t in_ms(uint64_t ns)
{
	uint64_t ms = ns / TERMINAL_MS;

	return ms > UINT32_MAX ? UINT32_MAX : (uint32_t)ms;
}

struct basis basis_of(const struct terminal *t, uint64_t now_ns)
{
	struct basis basis = {
		.known = true,
		.mode = MODES[t->mode],
		.says = SAYS[t->says],
		.cursor = describe_cursor(t),
		.frames = t->run_frames > UINT32_MAX ? UINT32_MAX : (uint32_t)t->run_frames,
	};

	if (basis.says != BASIS_SAYS_NOTHING)
		basis.says_ms = in_ms(terminal_since(now_ns, t->declared_ns));
	if (basis.frames)
		basis.frames_ms = in_ms(terminal_since(t->frame_ns, t->run_ns));
	if (t->frames)
		basis.quiet_ms = in_ms(terminal_quiet(t, now_ns));
	return basis;
}
