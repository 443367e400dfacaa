/* SPDX-License-Identifier: MIT */
#include "replay.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Prints ms, state, reason and kind of every transition that the detector sees in a trace. */
static void print(const struct play *p, void *data)
{
	printf("%.1f\t%s\t%s\t%s\n", (p->now_ns - REPLAY_BEGIN_NS) / 1e6,
		session_state_name(p->session->detect.state),
		session_reason_name(p->session->detect.reason),
		session_kind_name(p->session->detect.kind));
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{"threshold", required_argument, NULL, 't'},
		{"no-osc", no_argument, NULL, 'n'},
		{},
	};
	struct replay_config config = {.threshold_ns = 1000 * TERMINAL_MS, .osc = true};
	struct trace trace;
	int c, r;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == 't')
			config.threshold_ns = strtoul(optarg, NULL, 10) * TERMINAL_MS;
		else if (c == 'n')
			config.osc = false;
		else
			return 2;
	}
	if (optind + 1 != argc) {
		fprintf(stderr, "usage: replay-trace [--threshold MS] [--no-osc] FILE.tsv\n");
		return 2;
	}
	r = trace_load(argv[optind], &trace);
	if (r < 0) {
		fprintf(stderr, "%s: %s\n", argv[optind], strerror(-r));
		return 1;
	}
	replay(&trace, &config, print, NULL);
	trace_finish(&trace);
	return 0;
}
