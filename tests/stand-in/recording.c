/* SPDX-License-Identifier: MIT */
#include "recording.h"
#include "tests/trace.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static double event_ms(const struct trace_event *e)
{
	return (double)e->at_ns / NS_PER_MS;
}

static bool beyond(const struct recording *r, const struct trace_event *e)
{
	return r->to_ms > 0 && event_ms(e) > r->to_ms;
}

static int64_t due(const struct recording *r, const struct trace_event *e)
{
	return r->start + (int64_t)((event_ms(e) - r->from_ms) * NS_PER_MS / r->speed);
}

static size_t utf8_put(char *buf, uint32_t c)
{
	if (c < 0x80) {
		buf[0] = (char)c;
		return c != 0;
	}
	if (c < 0x800) {
		buf[0] = (char)(0xc0 | c >> 6);
		buf[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	buf[0] = (char)(0xe0 | c >> 12);
	buf[1] = (char)(0x80 | (c >> 6 & 0x3f));
	buf[2] = (char)(0x80 | (c & 0x3f));
	return 3;
}

static size_t state_put(char buf[static 64], const struct osc *osc)
{
	bool why = osc->value > OSC_STATE_BLOCKED;
	char id[16] = "";

	if (osc->depth)
		snprintf(id, sizeof(id), ":id=%08x", osc->id);
	return (size_t)snprintf(buf, 64, "\033]7501;state=%s:app=agent%s%s%s\033\\",
		why ? "blocked" : trace_state_name(osc->value), why ? ":kind=" : "",
		why ? trace_state_name(osc->value) : "", id);
}

/* The command as the agent wrote it, but for the text after a title's first character. */
static size_t osc_put(char buf[static 64], const struct osc *osc)
{
	char first[8] = "";

	if (osc->kind == OSC_TITLE) {
		first[utf8_put(first, osc->value)] = '\0';
		return (size_t)snprintf(
			buf, 64, "\033]0;%s%s\a", first, osc->value ? " agent" : "");
	}
	if (osc->kind == OSC_STATE)
		return state_put(buf, osc);
	if (osc->kind != OSC_PROGRESS)
		return 0;
	return (size_t)snprintf(buf, 64, "\033]9;4;%u\a", osc->value);
}

/* One write of BYTES: the command, if any, then filling that stays on its line. */
static void paint(struct stage *s, const struct osc *osc, uint32_t bytes)
{
	size_t len = 0;
	char *out = malloc(bytes + 64);

	if (!out)
		abort();
	if (osc->kind != OSC_NONE)
		len = osc_put(out, osc);
	for (size_t i = 0; len < bytes; i++)
		out[len++] = i % 60 == 0 ? '\r' : '-';
	terminal_write(s->terminal, out, len);
	free(out);
}

/* What was true and declared where the stretch begins. */
static size_t rewind_to(const struct recording *r, const struct trace *t, struct stage *s)
{
	const struct trace_event *declared[OSC_PROMPT + 1] = {};
	enum trace_phase phase = TRACE_UNKNOWN;
	size_t i;

	for (i = 0; i < t->count && event_ms(&t->events[i]) < r->from_ms; i++) {
		const struct trace_event *e = &t->events[i];
		if (e->kind == TRACE_TRUTH)
			phase = e->phase;
		else if (e->kind == TRACE_OSC)
			declared[e->osc.kind] = e;
	}
	stage_phase(s, trace_phase_name(phase), "recording");
	for (size_t kind = 0; kind < sizeof(declared) / sizeof(*declared) && !r->no_osc; kind++) {
		if (declared[kind])
			paint(s, &declared[kind]->osc, 0);
	}
	return i;
}

static void wait_until(struct stage *s, int64_t deadline)
{
	while (clock_ns() < deadline)
		stage_wait(s, deadline); /* what is typed here is the recording's own input */
}

int recording_play(const struct recording *r, struct stage *s)
{
	struct osc osc = {.kind = OSC_NONE};
	struct trace t;
	int ret = trace_load(r->path, &t);

	if (ret < 0)
		return ret;
	for (size_t i = rewind_to(r, &t, s); i < t.count && !beyond(r, &t.events[i]); i++) {
		const struct trace_event *e = &t.events[i];
		if (e->kind == TRACE_IN)
			continue;
		wait_until(s, due(r, e));
		if (e->kind == TRACE_TRUTH) {
			stage_phase(s, trace_phase_name(e->phase), "recording");
		} else if (e->kind == TRACE_OSC && !r->no_osc) {
			osc = e->osc; /* the output that follows begins with it */
		} else if (e->kind == TRACE_CURSOR) {
			terminal_puts(s->terminal,
				e->cursor == TERMINAL_CURSOR_SHOWN ? "\033[?25h" : "\033[?25l");
		} else if (e->kind == TRACE_OUT) {
			paint(s, &osc, e->bytes);
			osc.kind = OSC_NONE;
		}
	}
	trace_finish(&t);
	return 0;
}

int recording_type(
	const struct recording *r, int fd, bool (*drain)(void *data, int64_t deadline), void *data)
{
	struct trace t;
	int ret = trace_load(r->path, &t);

	if (ret < 0)
		return ret;
	for (size_t i = 0; i < t.count && !beyond(r, &t.events[i]); i++) {
		const struct trace_event *e = &t.events[i];
		char keys[256];
		size_t n = e->bytes < sizeof(keys) ? e->bytes : sizeof(keys);
		if (e->kind != TRACE_IN || event_ms(e) < r->from_ms)
			continue;
		if (!drain(data, due(r, e)))
			break;
		memset(keys, 'x', sizeof(keys));
		if (n > 1)
			keys[0] = KEY_ESCAPE; /* several bytes at once: the terminal's answers */
		if (write(fd, keys, n) < 0)
			break;
	}
	trace_finish(&t);
	return 0;
}
