/* SPDX-License-Identifier: MIT */
#include "play.h"

#include "bpf/declare.h"

#include <string.h>

static const struct agent_name AGENT = {.name = "agent", .source = "agent"};

static struct moment moment(const struct play *p)
{
	return (struct moment){.mono_ns = p->now_ns, .wall_ms = (int64_t)(p->now_ns / TERMINAL_MS)};
}

static void on_publish(void *data, const struct frame_session *session)
{
	struct play *p = data;

	if (p->report)
		p->report(p, p->data);
}

static void step(struct play *p)
{
	struct terminal seen;

	do {
		seen = p->terminal;
		p->steps++;
		track_step(&p->track, p->session, &seen, true, p->standing, moment(p));
		detect_arm(&p->session->detect, &p->track.config, &p->terminal);
	} while (terminal_changed(&seen, &p->terminal));
	p->stepped_ns = p->now_ns;
	p->pending_ns = DETECT_NEVER;
}

void play_init(struct play *p, uint64_t threshold_ns, bool scanned, uint64_t now_ns)
{
	struct track_process process = {.pid = 2, .agent = &AGENT, .scanned = scanned};

	memset(p, 0, sizeof(*p));
	p->standing.foreground = true;
	p->grid_ns = PLAY_GRID_NS;
	p->now_ns = now_ns;
	track_init(&p->track, (struct detect_config){.threshold_ns = threshold_ns}, on_publish, p);
	p->session = &p->track.sessions[track_add(&p->track, &process, moment(p))];
	step(p);
}

static uint64_t on_grid(const struct play *p, uint64_t at_ns)
{
	uint64_t off_ns = (at_ns + p->grid_ns - p->phase_ns) % p->grid_ns;

	return at_ns == DETECT_NEVER ? at_ns : at_ns + (off_ns ? p->grid_ns - off_ns : 0);
}

void play_until(struct play *p, uint64_t now_ns)
{
	for (;;) {
		uint64_t deadline_ns = track_deadline(&p->track, p->session, &p->terminal);
		uint64_t at_ns = on_grid(p, deadline_ns);

		if (p->pending_ns < at_ns)
			at_ns = p->pending_ns;
		if (at_ns > now_ns)
			break;
		if (at_ns > p->now_ns)
			p->now_ns = at_ns;
		step(p);
	}
	p->now_ns = now_ns;
}

void play_fact(struct play *p, bool wake)
{
	if (!wake || p->pending_ns != DETECT_NEVER)
		return;
	if (p->now_ns - p->stepped_ns >= PLAY_RATE_NS)
		step(p);
	else
		p->pending_ns = p->stepped_ns + PLAY_RATE_NS;
}

void play_stand(struct play *p, bool foreground, bool stopped)
{
	p->standing = (struct standing){.foreground = foreground, .stopped = stopped};
	step(p);
}

void play_output(struct play *p, uint32_t tid, uint32_t bytes)
{
	play_fact(p, terminal_output(&p->terminal, p->now_ns, bytes, tid));
	play_fact(p, terminal_return(&p->terminal, p->now_ns, tid));
}

void play_declare(struct play *p, uint32_t kind, uint32_t value)
{
	struct osc osc = {.kind = kind, .value = value};

	play_fact(p, terminal_declare(&p->terminal, p->now_ns, &osc));
}

void play_cursor(struct play *p, enum terminal_cursor cursor)
{
	play_fact(p, terminal_cursor(&p->terminal, p->now_ns, cursor));
}

void play_input(struct play *p)
{
	play_fact(p, terminal_input(&p->terminal, p->now_ns));
}
