/* SPDX-License-Identifier: MIT */
#include "agent/agent.h"
#include "agent/badge.h"
#include "agent/config.h"
#include "agent/lock.h"
#include "agent/log.h"
#include "agent/options.h"

#include <glib-unix.h>
#include <locale.h>
#include <stdio.h>

#define LOG_MODULE "main"

enum {
	RC_OK = 0,
	RC_FAILED = 1,
	RC_USAGE = 2,
};

struct program {
	GMainLoop *loop;
	int rc;
};

static gboolean on_signal(gpointer data)
{
	struct program *program = data;

	g_main_loop_quit(program->loop);
	return G_SOURCE_CONTINUE;
}

static void on_failed(gpointer data)
{
	struct program *program = data;

	program->rc = RC_FAILED;
	g_main_loop_quit(program->loop);
}

static char *choose_badge_directory(const struct options *options, const struct config *config)
{
	if (options->badge_dir)
		return g_strdup(options->badge_dir);
	if (config->badge_directory)
		return g_strdup(config->badge_directory);
	return badges_default_directory();
}

static int serve(const struct options *options, const struct config *config)
{
	g_autoptr(GMainLoop) loop = g_main_loop_new(NULL, FALSE);
	struct program program = {.loop = loop, .rc = RC_OK};
	g_autofree char *directory = choose_badge_directory(options, config);
	g_autoptr(GError) error = NULL;
	struct agent *agent;

	if (!directory) {
		log_error("no place for badges: XDG_RUNTIME_DIR is not set; set it, or give "
			  "--badge-dir");
		return RC_FAILED;
	}
	if (!lock_take(&error)) {
		log_error("%s", error->message);
		return RC_FAILED;
	}
	agent = agent_new(options->socket, directory, config, on_failed, &program, &error);
	if (!agent) {
		log_error("%s", error->message);
		return RC_FAILED;
	}
	g_unix_signal_add(SIGTERM, on_signal, &program);
	g_unix_signal_add(SIGINT, on_signal, &program);
	g_main_loop_run(loop);
	agent_free(agent);
	return program.rc;
}

static int start(const struct options *options)
{
	struct config config;
	g_autoptr(GError) error = NULL;
	int rc = RC_FAILED;

	log_set_level(options->log_level);
	config_init(&config);
	if (config_load(&config, options->config, &error))
		rc = serve(options, &config);
	else
		log_error("configuration: %s", error->message);
	config_finish(&config);
	return rc;
}

int main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	struct options options;
	int rc;

	setlocale(LC_ALL, "");
	if (!options_parse(&options, &argc, &argv, &error)) {
		fprintf(stderr, "ebpf-ai-monitor-agent: %s\n", error->message);
		return RC_USAGE;
	}
	if (options.version) {
		puts("ebpf-ai-monitor-agent " VERSION);
		rc = RC_OK;
	} else {
		rc = start(&options);
	}
	options_finish(&options);
	return rc;
}
