/* SPDX-License-Identifier: MIT */
#ifndef AGENT_REMOTE_HOST_H
#define AGENT_REMOTE_HOST_H

#include <glib.h>

/* Keeps "ssh HOST ebpf-ai-monitor watch --json" running, and hands on what it prints. */
struct remote_host;

struct remote_host_events {
	void (*line)(const char *line, gpointer data);
	void (*down)(gpointer data); /* after a line was read */
};

struct remote_host *remote_host_new(
	const char *name, const struct remote_host_events *events, gpointer data);

/* Says nothing more. */
void remote_host_free(struct remote_host *host);

const char *remote_host_name(const struct remote_host *host);

#endif
