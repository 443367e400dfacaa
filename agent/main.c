/* SPDX-License-Identifier: MIT */
#include "agent/agent.h"
#include "agent/badge/badge.h"
#include "agent/base/log.h"
#include "agent/config/config.h"
#include "agent/config/watch.h"
#include "agent/lock.h"
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
	const struct options *options;
	GMainLoop *loop;
	struct config config;
	struct agent *agent;
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

/* NULL where there is no place for them. */
static char *choose_badge_directory(const struct options *options, const struct config *config)
{
	if (options->badge_dir)
		return g_strdup(options->badge_dir);
	if (*config->badge_directory)
		return g_strdup(config->badge_directory);
	return badges_default_directory();
}

static gboolean read_config(
	const struct options *options, struct config *ret_config, GError **error)
{
	g_autoptr(GPtrArray) warnings = g_ptr_array_new_with_free_func(g_free);
	struct config config;

	config_init(&config);
	if (!config_load(&config, options->config, warnings, error)) {
		config_finish(&config);
		return FALSE;
	}
	for (guint i = 0; i < warnings->len; i++)
		log_warning("configuration: %s", (char *)g_ptr_array_index(warnings, i));
	*ret_config = config;
	return TRUE;
}

static gboolean use_config(struct program *program, GError **error)
{
	struct config config, old = program->config;
	g_autofree char *directory = NULL;

	if (!read_config(program->options, &config, error))
		return FALSE;
	directory = choose_badge_directory(program->options, &config);
	program->config = config;
	if (agent_configure(program->agent, &program->config, directory, error)) {
		config_finish(&old);
		return TRUE;
	}
	program->config = old;
	config_finish(&config);
	return FALSE;
}

static void tell(struct program *program, const GError *error, const char *instead)
{
	log_error("configuration: %s; %s", error->message, instead);
	agent_say(program->agent, "Configuration not used", error->message);
}

static void on_config(gpointer data)
{
	struct program *program = data;
	g_autoptr(GError) error = NULL;

	if (use_config(program, &error))
		log_info("configuration read again");
	else
		tell(program, error, "the old settings stay");
}

static gboolean on_hangup(gpointer data)
{
	on_config(data);
	return G_SOURCE_CONTINUE;
}

static void run(struct program *program)
{
	g_autofree char *usual = config_usual_file();
	const char *file = program->options->config ? program->options->config : usual;
	struct config_watch *watch = config_watch_new(file, on_config, program);

	g_unix_signal_add(SIGTERM, on_signal, program);
	g_unix_signal_add(SIGINT, on_signal, program);
	g_unix_signal_add(SIGHUP, on_hangup, program);
	g_main_loop_run(program->loop);
	config_watch_free(watch);
}

static struct agent *make_agent(struct program *program, GError **error)
{
	g_autofree char *directory = choose_badge_directory(program->options, &program->config);

	if (directory)
		return agent_new(program->options->socket, directory, &program->config, on_failed,
			program, error);
	g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
		"no place for badges: XDG_RUNTIME_DIR is not set; set it, or give --badge-dir");
	return NULL;
}

/* With the configuration, or where that is wrong without. */
static gboolean begin(struct program *program, GError **error)
{
	g_autoptr(GError) wrong = NULL;

	if (!lock_take(error))
		return FALSE;
	if (read_config(program->options, &program->config, &wrong)) {
		program->agent = make_agent(program, &wrong);
		if (program->agent)
			return TRUE;
		config_finish(&program->config);
	}
	config_init(&program->config);
	program->agent = make_agent(program, error);
	if (program->agent)
		tell(program, wrong, "the defaults are used");
	return program->agent != NULL;
}

static int start(const struct options *options)
{
	g_autoptr(GMainLoop) loop = g_main_loop_new(NULL, FALSE);
	struct program program = {.options = options, .loop = loop, .rc = RC_OK};
	g_autoptr(GError) error = NULL;

	log_set_level(options->log_level);
	if (begin(&program, &error)) {
		run(&program);
	} else {
		log_error("%s", error->message);
		program.rc = RC_FAILED;
	}
	agent_free(program.agent);
	config_finish(&program.config);
	return program.rc;
}

static void print_config(void)
{
	g_autofree char *example = config_example();

	fputs(example, stdout);
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
	} else if (options.print_config) {
		print_config();
		rc = RC_OK;
	} else {
		rc = start(&options);
	}
	options_finish(&options);
	return rc;
}
