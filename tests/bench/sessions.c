/* SPDX-License-Identifier: MIT */
#include "bpf/declare.h"
#include "collector/track.h"
#include "tests/trace.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/*
 * One recording played to many sessions at once: what a fact costs, in the detector and the
 * tracker, against one session in the same run. The timer looks at all that are due four times a
 * second, as the collector does.
 */
#define MS       1000000ULL
#define TICK_NS  (250 * MS)
#define BEGIN_NS (1000000 * MS)
#define ROUNDS   5

static const struct agent_name AGENT = {.name = "agent", .source = "agent"};
static const struct standing FRONT = {.foreground = true};
static struct track track;
static struct terminal terminals[TRACK_MAX];

static void ignore(void *data, const struct frame_session *session)
{
}

static struct moment at(uint64_t mono_ns)
{
	return (struct moment){.mono_ns = mono_ns, .wall_ms = (int64_t)(mono_ns / MS)};
}

static void step(unsigned int i, uint64_t now_ns)
{
	track_step(&track, &track.sessions[i], &terminals[i], true, FRONT, at(now_ns));
	detect_arm(&track.sessions[i].detect, &track.config, &terminals[i]);
}

static void begin(const struct trace *trace, unsigned int count)
{
	memset(&track, 0, sizeof(track));
	track_init(&track, (struct detect_config){.threshold_ns = 1000 * MS}, ignore, NULL);
	memset(terminals, 0, sizeof(terminals));
	for (unsigned int i = 0; i < count; i++) {
		struct track_process process = {
			.pid = (pid_t)i + 2, .leader = (pid_t)i + 2, .agent = &AGENT};

		terminals[i].dialect = trace->dialect;
		terminal_mode(&terminals[i], true);
		track_add(&track, &process, at(BEGIN_NS));
		step(i, BEGIN_NS);
	}
}

static bool feed(struct terminal *t, const struct trace_event *e, uint64_t now_ns)
{
	bool told;

	switch (e->kind) {
	case TRACE_OUT:
		told = terminal_output(t, now_ns, e->bytes, e->tid);
		return terminal_return(t, now_ns, e->tid) || told;
	case TRACE_OSC:
		return terminal_declare(t, now_ns, &e->osc);
	case TRACE_IN:
		return terminal_input(t, now_ns);
	default:
		return false;
	}
}

static void tick(unsigned int count, uint64_t now_ns)
{
	for (unsigned int i = 0; i < count; i++)
		if (track_deadline(&track, &track.sessions[i], &terminals[i]) <= now_ns)
			step(i, now_ns);
}

/* ns of processor time a fact. */
static double play(const struct trace *trace, unsigned int count)
{
	uint64_t tick_ns = BEGIN_NS;
	struct timespec from, to;

	begin(trace, count);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
	for (size_t e = 0; e < trace->count; e++) {
		uint64_t now_ns = BEGIN_NS + trace->events[e].at_ns;

		for (; tick_ns < now_ns; tick_ns += TICK_NS)
			tick(count, tick_ns);
		for (unsigned int i = 0; i < count; i++)
			if (feed(&terminals[i], &trace->events[e], now_ns))
				step(i, now_ns);
	}
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
	return ((double)(to.tv_sec - from.tv_sec) * 1e9 + (double)(to.tv_nsec - from.tv_nsec)) /
		((double)trace->count * count);
}

static int compare(const void *a, const void *b)
{
	return (*(const double *)a > *(const double *)b) -
		(*(const double *)a < *(const double *)b);
}

int main(int argc, char **argv)
{
	static const unsigned int COUNTS[] = {1, 10, 100, 1000};
	struct trace trace;
	double one = 0;

	if (argc != 2 || trace_load(argv[1], &trace) < 0) {
		fprintf(stderr, "usage: sessions FILE.tsv\n");
		return 2;
	}
	printf("sessions  ns a fact  against one\n");
	for (size_t c = 0; c < sizeof(COUNTS) / sizeof(COUNTS[0]); c++) {
		double ns[ROUNDS];

		for (int i = 0; i < ROUNDS; i++)
			ns[i] = play(&trace, COUNTS[c]);
		qsort(ns, ROUNDS, sizeof(ns[0]), compare);
		one = c ? one : ns[ROUNDS / 2];
		printf("%8u  %9.0f  %10.2fx\n", COUNTS[c], ns[ROUNDS / 2], ns[ROUNDS / 2] / one);
	}
	trace_finish(&trace);
	return 0;
}
