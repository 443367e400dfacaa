/* SPDX-License-Identifier: MIT */
#include "judge.h"
#include "replay.h"

#include <getopt.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Scores the detector on recordings. With --check it fails where a number is worse than wanted:
 * nothing early, nothing false, every begin within --begin (1 s), 95 % of the ends within --p95 and
 * every one within 0.6 s more: 2 s at the default threshold.
 */
#define REPORTS 4096
#define FILES   32

#define WORST_MORE_MS 600

struct options {
	struct replay_config config;
	struct trace_noise noise;
	unsigned runs;
	double p95_ms;
	double begin_ms;
	size_t untold; /* dialogs that nothing tells */
	bool check, loud;
};

struct run {
	struct judge_report reports[REPORTS];
	size_t count;
};

static void note(const struct play *p, void *data)
{
	struct run *r = data;

	if (r->count < REPORTS)
		r->reports[r->count++] = (struct judge_report){p->now_ns - REPLAY_BEGIN_NS,
			p->session->detect.state, p->session->detect.reason,
			p->session->detect.kind.kind, p->session->detect.kind.known};
}

static int score_file(const char *path, const struct options *o, struct judge *j, double *ret_rate)
{
	double seconds = 0;
	unsigned steps = 0;

	for (unsigned n = 0; n < o->runs; n++) {
		struct replay_config config = o->config;
		struct trace_noise noise = o->noise;
		static struct run run;
		struct trace t;
		int r = trace_load(path, &t);

		if (r < 0) {
			fprintf(stderr, "%s: %s\n", path, strerror(-r));
			return r;
		}
		noise.seed += n;
		config.phase_ns = n * 37 * TERMINAL_MS % config.grid_ns;
		trace_disturb(&t, &noise);
		run.count = 0;
		steps += replay(&t, &config, note, &run);
		seconds += t.events[t.count - 1].at_ns / 1e9;
		judge_trace(j, &t, run.reports, run.count);
		trace_finish(&t);
	}
	*ret_rate = steps / seconds;
	return 0;
}

static void print_ends(struct judge_delays *d)
{
	printf(" %5zu %4zu %5.0f %5.0f %5.0f |", d->count, d->late, judge_share(d, 0.5),
		judge_share(d, 0.95), judge_share(d, 1));
}

static void print_kinds(const char *name, struct judge *j)
{
	const struct judge_kinds *d = &j->dialogs, *f = &j->finishes;

	printf("%-26s| %4zu %6zu %5zu %7zu %6zu %8zu %6.0f %6.0f | %4zu %6zu %5zu %7zu %6zu %8zu\n",
		name, d->count, d->first, d->last, d->untold, d->wrong, d->changes,
		judge_share(&j->asked, 0.5), judge_share(&j->asked, 1), f->count, f->first, f->last,
		f->untold, f->wrong, f->changes);
}

static void print_kinds_header(void)
{
	printf("\n%-26s| dialogs right at first, at last, untold, wrong, changed, told after | "
	       "ends: the same\n",
		"");
}

static void print_header(void)
{
	printf("%-26s| ends by what it says: number,  | ends by cadence and silence:    | begins: "
	       "number,       | early false  looks\n",
		"");
	printf("%-26s| late, median, 95 %%, worst (ms) |   the same                      | late, "
	       "median, worst   | ready work   per s\n",
		"");
}

static void print_row(const char *name, struct judge *j, double rate)
{
	printf("%-26s|", name);
	print_ends(&j->declared);
	print_ends(&j->other);
	printf(" %5zu %4zu %5.0f %5.0f | %5zu %5zu %6.2f\n", j->begins.count, j->begins.late,
		judge_share(&j->begins, 0.5), judge_share(&j->begins, 1), j->early,
		j->false_working, rate);
}

static bool is_good(struct judge *j, const struct options *o)
{
	static struct judge_delays all;

	all = j->declared;
	for (size_t i = 0; i < j->other.count && all.count < JUDGE_MANY; i++)
		all.ms[all.count++] = j->other.ms[i];
	return !j->early && !j->false_working && !j->dialogs.wrong && !j->finishes.wrong &&
		!j->dialogs.changes && !j->finishes.changes && j->dialogs.untold <= o->untold &&
		judge_share(&j->begins, 1) <= o->begin_ms && judge_share(&all, 0.95) <= o->p95_ms &&
		judge_share(&all, 1) <= o->p95_ms + WORST_MORE_MS;
}

/* The values of the options by their letters, 1 for one that takes none. */
static bool parse(int argc, char **argv, double values[128])
{
	static const struct option options[] = {
		{"threshold", required_argument, NULL, 't'},
		{"no-osc", no_argument, NULL, 'n'},
		{"no-cursor", no_argument, NULL, 'u'},
		{"clock", required_argument, NULL, 'k'},
		{"untold", required_argument, NULL, 'm'},
		{"grid", required_argument, NULL, 'g'},
		{"jitter", required_argument, NULL, 'j'},
		{"scale", required_argument, NULL, 's'},
		{"drop", required_argument, NULL, 'd'},
		{"echo", required_argument, NULL, 'e'},
		{"runs", required_argument, NULL, 'r'},
		{"p95", required_argument, NULL, 'p'},
		{"begin", required_argument, NULL, 'b'},
		{"check", no_argument, NULL, 'c'},
		{"loud", no_argument, NULL, 'l'},
		{},
	};
	int c;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == '?')
			return false;
		values[c] = optarg ? strtod(optarg, NULL) : 1;
	}
	return optind < argc && argc - optind <= FILES;
}

static struct options options_of(const double values[128])
{
	return (struct options){
		.config = {.threshold_ns = values['t'] * TERMINAL_MS,
			.grid_ns = values['g'] * TERMINAL_MS,
			.osc = !values['n'],
			.cursor = !values['u']},
		.noise =
			{
				.scale = values['s'],
				.jitter_ns = values['j'] * TERMINAL_MS,
				.echo_ns = values['e'] * TERMINAL_MS,
				.drop_frames = values['d'],
				.clock_ns = values['k'] * TERMINAL_MS,
			},
		.runs = values['r'],
		.p95_ms = values['p'],
		.begin_ms = values['b'],
		.untold = values['m'],
		.check = values['c'],
		.loud = values['l'],
	};
}

int main(int argc, char **argv)
{
	static struct judge total, judges[FILES];
	double values[128] = {['t'] = 1000, ['g'] = 250, ['r'] = 1, ['p'] = 1400, ['b'] = 1000},
	       rate;
	struct options o;

	if (!parse(argc, argv, values)) {
		fprintf(stderr,
			"usage: score-traces [--threshold MS] [--no-osc] [--no-cursor] [--grid MS] "
			"[--runs N] [--jitter MS] [--scale X] [--drop PERCENT] [--echo MS] "
			"[--clock MS] [--check] [--untold N] [--p95 MS] [--begin MS] [--loud] "
			"FILE.tsv...\n");
		return 2;
	}
	o = options_of(values);
	print_header();
	for (int i = optind; i < argc; i++) {
		struct judge *j = &judges[i - optind];

		j->threshold_ns = o.config.threshold_ns;
		j->loud = o.loud ? basename(argv[i]) : NULL;
		if (score_file(argv[i], &o, j, &rate) < 0)
			return 1;
		print_row(basename(argv[i]), j, rate);
		judge_merge(&total, j);
	}
	print_row("all", &total, 0);
	print_kinds_header();
	for (int i = optind; i < argc; i++)
		print_kinds(basename(argv[i]), &judges[i - optind]);
	print_kinds("all", &total);
	return o.check && !is_good(&total, &o);
}
