/* SPDX-License-Identifier: MIT */
#include "replay.h"

#include "bpf/declare.h"

/* Traces hold no job control and no modes: both follow the truth. */
static void replay_event(
	struct play *p, const struct trace_event *e, const struct replay_config *config)
{
	switch (e->kind) {
	case TRACE_OUT:
		play_fact(p, terminal_mode(&p->terminal, true));
		play_output(p, e->tid, e->bytes);
		break;
	case TRACE_OSC:
		if (config->osc)
			play_fact(p, terminal_declare(&p->terminal, p->now_ns, &e->osc));
		break;
	case TRACE_CURSOR:
		if (config->cursor)
			play_cursor(p, e->cursor);
		break;
	case TRACE_IN:
		play_fact(p, terminal_mode(&p->terminal, true));
		play_input(p);
		break;
	case TRACE_TRUTH:
		if (e->phase == TRACE_STOPPED)
			play_stand(p, false, true);
		else if (p->standing.stopped)
			play_stand(p, true, false);
		break;
	}
}

unsigned replay(const struct trace *t, const struct replay_config *config,
	void (*report)(const struct play *p, void *data), void *data)
{
	struct play p;

	play_init(&p, config->threshold_ns, false, REPLAY_BEGIN_NS);
	p.terminal.dialect = t->dialect;
	p.grid_ns = config->grid_ns;
	p.phase_ns = config->phase_ns;
	p.report = report;
	p.data = data;
	for (size_t i = 0; i < t->count; i++) {
		play_until(&p, REPLAY_BEGIN_NS + t->events[i].at_ns);
		if (t->events[i].kind == TRACE_TRUTH && t->events[i].phase == TRACE_EXITED)
			break;
		replay_event(&p, &t->events[i], config);
	}
	return p.steps;
}
