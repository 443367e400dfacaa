/* SPDX-License-Identifier: MIT */
#include "agent/options.h"

#define DEFAULT_LOG_LEVEL "info"

/* GLib overwrites what is there without freeing it: defaults come afterwards. */
static void set_defaults(struct options *options, char **level)
{
	if (!options->socket)
		options->socket = g_strdup(SOCKET_PATH);
	if (!*level)
		*level = g_strdup(DEFAULT_LOG_LEVEL);
}

static gboolean check(const struct options *options, const char *level, int argc, char **argv,
	enum log_level *ret_level, GError **error)
{
	const char *paths[] = {options->socket, options->badge_dir};
	const char *names[] = {"--socket", "--badge-dir"};

	for (gsize i = 0; i < G_N_ELEMENTS(paths); i++) {
		if (!paths[i] || g_path_is_absolute(paths[i]))
			continue;
		g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
			"%s: '%s' is no absolute path; give one that begins with '/'", names[i],
			paths[i]);
		return FALSE;
	}
	if (!log_level_parse(level, ret_level)) {
		g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
			"--log-level: there is no level '%s'; take error, warning, info or debug",
			level);
		return FALSE;
	}
	if (argc > 1) {
		g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
			"'%s' is no option; --help lists them", argv[1]);
		return FALSE;
	}
	return TRUE;
}

gboolean options_parse(struct options *options, int *argc, char ***argv, GError **error)
{
	g_autofree char *level = NULL;
	const GOptionEntry entries[] = {
		{"socket", 0, 0, G_OPTION_ARG_FILENAME, &options->socket,
			"Where the collector serves its events (" SOCKET_PATH ")", "PATH"},
		{"config", 0, 0, G_OPTION_ARG_FILENAME, &options->config,
			"Configuration ($XDG_CONFIG_HOME/ebpf-ai-monitor/config.ini)", "FILE"},
		{"badge-dir", 0, 0, G_OPTION_ARG_FILENAME, &options->badge_dir,
			"Folder of the badge files ($XDG_RUNTIME_DIR/i3pm-badges)", "DIR"},
		{"log-level", 0, 0, G_OPTION_ARG_STRING, &level,
			"error, warning, info or debug (" DEFAULT_LOG_LEVEL ")", "LEVEL"},
		{"print-config", 0, 0, G_OPTION_ARG_NONE, &options->print_config,
			"Print a configuration with every setting and its default", NULL},
		{"version", 0, 0, G_OPTION_ARG_NONE, &options->version, "Print the version", NULL},
		{0},
	};
	g_autoptr(GOptionContext) context = g_option_context_new(NULL);

	*options = (struct options){0};
	g_option_context_set_summary(context,
		"Shows which AI agent in which window waits for you: badges and notifications.");
	g_option_context_add_main_entries(context, entries, NULL);
	if (g_option_context_parse(context, argc, argv, error)) {
		set_defaults(options, &level);
		if (check(options, level, *argc, *argv, &options->log_level, error))
			return TRUE;
	} else {
		g_prefix_error(error, "see --help: ");
	}
	options_finish(options);
	return FALSE;
}

void options_finish(struct options *options)
{
	g_clear_pointer(&options->socket, g_free);
	g_clear_pointer(&options->config, g_free);
	g_clear_pointer(&options->badge_dir, g_free);
}
