/* SPDX-License-Identifier: MIT */
#include "replay.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Prints ms, state, reason, kind and what decided that of every transition that the detector sees in a trace. */
static void print(const struct play *p, void *data)
{
	printf("%.1f\t%s\t%s\t%s\t%s\n", (p->now_ns - REPLAY_BEGIN_NS) / 1e6,
		session_state_name(p->session->detect.state),
		session_reason_name(p->session->detect.reason),
		session_kind_name(p->session->detect.kind.kind),
		p->session->detect.kind.known ? session_reason_name(p->session->detect.kind.reason)
					      : "");
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{"threshold", required_argument, NULL, 't'},
		{"no-osc", no_argument, NULL, 'n'},
		{"no-cursor", no_argument, NULL, 'u'},
		{"clock", required_argument, NULL, 'k'},
		{},
	};
	struct replay_config config = {.threshold_ns = 1000 * TERMINAL_MS,
		.grid_ns = PLAY_GRID_NS,
		.osc = true,
		.cursor = true};
	struct trace_noise noise = {};
	struct trace trace;
	int c, r;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == 't')
			config.threshold_ns = strtoul(optarg, NULL, 10) * TERMINAL_MS;
		else if (c == 'n')
			config.osc = false;
		else if (c == 'u')
			config.cursor = false;
		else if (c == 'k')
			noise.clock_ns = strtoul(optarg, NULL, 10) * TERMINAL_MS;
		else
			return 2;
	}
	if (optind + 1 != argc) {
		fprintf(stderr,
			"usage: replay-trace [--threshold MS] [--no-osc] [--no-cursor] "
			"[--clock MS] FILE.tsv\n");
		return 2;
	}
	r = trace_load(argv[optind], &trace);
	if (r < 0) {
		fprintf(stderr, "%s: %s\n", argv[optind], strerror(-r));
		return 1;
	}
	trace_disturb(&trace, &noise);
	replay(&trace, &config, print, NULL);
	trace_finish(&trace);
	return 0;
}
