/* SPDX-License-Identifier: MIT */
#include "detect-property.h"

#include "bpf/declare.h"
#include "collector/detect-tuning.h"
#include "draw.h"
#include "play.h"

#define FACTS  400
#define TIDS   3
#define TITLES (sizeof(titles) / sizeof(titles[0]))

struct last {
	enum session_state state;
	enum session_kind kind;
	bool known;
	uint64_t since_ns;
};

static void check_report(const struct play *p, void *data)
{
	struct last *last = data;
	const struct detect *d = &p->session->detect;

	if (d->state == last->state && d->kind.kind == last->kind && d->kind.known == last->known)
		draw_fail("the same was reported twice");
	if (d->state == SESSION_EXITED)
		draw_fail("an exit was made up");
	if (d->state != SESSION_WAITING && d->kind.kind != SESSION_KIND_NONE)
		draw_fail("a kind of wait without a wait");
	if (d->state == SESSION_WAITING && (!p->standing.foreground || p->standing.stopped))
		draw_fail("it waits for its user out of the user's sight");
	if (d->since_ns > p->now_ns)
		draw_fail("a state of the future");
	if (d->since_ns < last->since_ns)
		draw_fail("time ran back");
	*last = (struct last){d->state, d->kind.kind, d->kind.known, d->since_ns};
}

/* Work that it declares is believed: nothing but the cursor tells a dialog beside it. */
static void check_declared(const struct play *p)
{
	const struct detect *d = &p->session->detect;
	const struct terminal *t = &p->terminal;
	uint64_t ripe_ns = t->declared_ns + WORK_HOLD_NS + p->grid_ns + PLAY_RATE_NS;

	if (d->state == SESSION_WAITING && t->says == TERMINAL_SAYS_WORK && p->now_ns > ripe_ns &&
		p->now_ns > d->anchor_ns + WORK_HOLD_NS + p->grid_ns &&
		d->reason != SESSION_BY_CURSOR && d->kind.reason != SESSION_BY_CURSOR)
		draw_fail("it waits, and declares that it works");
}

static unsigned some_ms(void)
{
	static const unsigned spans[] = {1, 1, 20, 120, 600, 1100, 5000};

	return draw(10) == 0 ? 0 : draw(2 * spans[draw(7)] + 1);
}

static void some_fact(struct play *p)
{
	struct terminal *t = &p->terminal;
	unsigned tid = 1 + draw(TIDS);

	switch (draw(15)) {
	case 0 ... 4:
		play_output(p, tid, draw(3));
		break;
	case 5:
		play_fact(p, terminal_output(t, p->now_ns, 9, tid));
		break;
	case 6:
		play_input(p);
		break;
	case 7:
		play_declare(p, OSC_STATE, draw(OSC_STATE_UNKNOWN));
		break;
	case 8:
		play_declare(p, OSC_TITLE, titles[draw(TITLES)].first - draw(2));
		break;
	case 9:
		play_declare(p, OSC_PROGRESS, draw(5));
		break;
	case 10:
		play_fact(p, terminal_block(t, p->now_ns, tid));
		break;
	case 11:
		play_fact(p, terminal_return(t, p->now_ns, tid));
		break;
	case 12:
		play_fact(p, terminal_mode(t, draw(4) != 0));
		terminal_size(t, p->now_ns, draw(3));
		break;
	case 13:
		play_cursor(p, draw(3));
		break;
	case 14:
		play_stand(p, draw(4) != 0, draw(8) == 0);
		break;
	}
}

/* A fact that is a little newer than the time of the step. */
static void fact_of_the_future(struct play *p)
{
	struct terminal seen;

	terminal_output(&p->terminal, p->now_ns + draw(30) * MS, 9, 1);
	terminal_return(&p->terminal, p->now_ns, 1);
	seen = p->terminal;
	if (detect_step(&p->session->detect, &p->track.config, &seen, p->standing, p->now_ns) &&
		p->report)
		p->report(p, p->data);
	detect_arm(&p->session->detect, &p->track.config, &p->terminal);
}

/* Nothing declares work, nothing hides the terminal: it comes to rest, and stays. */
static void check_rest(struct play *p)
{
	uint64_t threshold_ns = p->track.config.threshold_ns; /* a pace may want a second */
	uint64_t limit_ns = (threshold_ns > 1100 * MS ? threshold_ns : 1100 * MS) + 500 * MS;
	unsigned steps;

	for (unsigned tid = 1; tid <= TIDS; tid++)
		play_fact(p, terminal_return(&p->terminal, p->now_ns, tid));
	play_fact(p, terminal_mode(&p->terminal, true));
	play_stand(p, true, false);
	play_until(p, p->now_ns + 3 * limit_ns);
	play_declare(p, OSC_STATE, OSC_STATE_CLEAR);
	play_declare(p, OSC_TITLE, 'x');
	play_declare(p, OSC_PROGRESS, OSC_PROGRESS_ERROR);
	for (unsigned i = draw(30); i > 0; i--) {
		play_until(p, p->now_ns + (20 + draw(400)) * MS);
		play_output(p, 1, 9);
	}
	if (p->session->detect.state == SESSION_WORKING) {
		play_until(p, p->now_ns + limit_ns);
		if (p->session->detect.state != SESSION_WAITING)
			draw_fail("it did not come to rest");
	}
	play_until(p, p->now_ns + 60000 * MS);
	steps = p->steps;
	play_until(p, p->now_ns + 60000 * MS);
	if (p->session->detect.state != SESSION_WAITING || p->steps != steps)
		draw_fail("it is looked at though it rests");
}

void detect_property_round(void)
{
	static const uint64_t thresholds[] = {100 * MS, 500 * MS, 1000 * MS, 3000 * MS};
	static struct play p;
	struct last last;

	play_init(&p, thresholds[draw(4)], draw(2), 1000000 * MS);
	p.terminal.dialect = draw(DIALECT_QWEN + 1);
	p.phase_ns = draw(250) * MS;
	last = (struct last){p.session->detect.state, p.session->detect.kind.kind, false,
		p.session->detect.since_ns};
	p.report = check_report;
	p.data = &last;
	for (unsigned i = 0; i < FACTS && !draw_ended(); i++) {
		some_fact(&p);
		if (draw(20) == 0)
			fact_of_the_future(&p);
		play_until(&p, p.now_ns + some_ms() * MS);
		check_declared(&p);
		if (draw(200) == 199)
			play_until(&p, p.now_ns + 86400000 * MS);
	}
	check_rest(&p);
}
