/* SPDX-License-Identifier: MIT */
#include "bpf/declare.h"
#include "tests/check.h"
#include "tests/play.h"

#include <stdio.h>
#include <stdlib.h>

/* What holds whatever comes, in whatever order. A failure prints the seed; give it as argument. */
#define MS     TERMINAL_MS
#define ROUNDS 1000
#define FACTS  400
#define TIDS   3
#define TITLES (sizeof(titles) / sizeof(titles[0]))

static unsigned long seed;

static void fail(const char *what)
{
	fprintf(stderr, "seed %lu: %s\n", seed, what);
	exit(1);
}

struct last {
	enum session_state state;
	enum session_kind kind;
	bool known;
};

static void check_report(const struct play *p, void *data)
{
	struct last *last = data;
	const struct detect *d = &p->session->detect;

	if (d->state == last->state && d->kind.kind == last->kind && d->kind.known == last->known)
		fail("the same was reported twice");
	if (d->state == SESSION_EXITED)
		fail("an exit was made up");
	if (d->state != SESSION_WAITING && d->kind.kind != SESSION_KIND_NONE)
		fail("a kind of wait without a wait");
	if (d->state == SESSION_WAITING && (!p->standing.foreground || p->standing.stopped))
		fail("it waits for its user out of the user's sight");
	if (d->since_ns > p->now_ns)
		fail("a state of the future");
	*last = (struct last){d->state, d->kind.kind, d->kind.known};
}

static unsigned some_ms(void)
{
	static const unsigned spans[] = {1, 1, 20, 120, 600, 1100, 5000};

	return rand() % 10 == 0 ? 0 : rand() % (2 * spans[rand() % 7] + 1);
}

static void some_fact(struct play *p)
{
	struct terminal *t = &p->terminal;
	unsigned tid = 1 + rand() % TIDS;

	switch (rand() % 15) {
	case 0 ... 4:
		play_output(p, tid, rand() % 3);
		break;
	case 5:
		play_fact(p, terminal_output(t, p->now_ns, 9, tid));
		break;
	case 6:
		play_input(p);
		break;
	case 7:
		play_declare(p, OSC_STATE, rand() % 5);
		break;
	case 8:
		play_declare(p, OSC_TITLE, titles[rand() % TITLES].first - rand() % 2);
		break;
	case 9:
		play_declare(p, OSC_PROGRESS, rand() % 5);
		break;
	case 10:
		play_fact(p, terminal_block(t, p->now_ns, tid));
		break;
	case 11:
		play_fact(p, terminal_return(t, p->now_ns, tid));
		break;
	case 12:
		play_fact(p, terminal_mode(t, rand() % 4 != 0));
		terminal_size(t, p->now_ns, rand() % 3);
		break;
	case 13:
		play_cursor(p, rand() % 3);
		break;
	case 14:
		play_stand(p, rand() % 4 != 0, rand() % 8 == 0);
		break;
	}
}

/* A fact that is a little newer than the time of the step. */
static void fact_of_the_future(struct play *p)
{
	struct terminal seen;

	terminal_output(&p->terminal, p->now_ns + rand() % (30 * MS), 9, 1);
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
	for (unsigned i = rand() % 30; i > 0; i--) {
		play_until(p, p->now_ns + (20 + rand() % 400) * MS);
		play_output(p, 1, 9);
	}
	if (p->session->detect.state == SESSION_WORKING) {
		play_until(p, p->now_ns + limit_ns);
		if (p->session->detect.state != SESSION_WAITING)
			fail("it did not come to rest");
	}
	play_until(p, p->now_ns + 60000 * MS);
	steps = p->steps;
	play_until(p, p->now_ns + 60000 * MS);
	if (p->session->detect.state != SESSION_WAITING || p->steps != steps)
		fail("it is looked at though it rests");
}

static void round_play(void)
{
	static const uint64_t thresholds[] = {100 * MS, 500 * MS, 1000 * MS, 3000 * MS};
	struct play p;
	struct last last;

	srand(seed);
	play_init(&p, thresholds[rand() % 4], rand() % 2, 1000000 * MS);
	p.terminal.dialect = rand() % (DIALECT_QWEN + 1);
	p.phase_ns = rand() % 250 * MS;
	last = (struct last){p.session->detect.state, p.session->detect.kind.kind, false};
	p.report = check_report;
	p.data = &last;
	for (unsigned i = 0; i < FACTS; i++) {
		some_fact(&p);
		if (rand() % 20 == 0)
			fact_of_the_future(&p);
		play_until(&p, p.now_ns + some_ms() * MS);
		if (rand() % 200 == 0)
			play_until(&p, p.now_ns + 86400000 * MS);
	}
	check_rest(&p);
}

int main(int argc, char **argv)
{
	if (argc > 1) {
		seed = strtoul(argv[1], NULL, 10);
		round_play();
		return 0;
	}
	for (seed = 1; seed <= ROUNDS; seed++)
		round_play();
	return 0;
}
